package dev.mooring.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of attacks answers every row. */
class AttacksPageTest {
    @Test
    void attacksPage_everyRow_hasAnAnswer() {
        List<String> rows = Docs.read("docs/attacks.md")
                .lines()
                .filter(line -> line.matches("\\| [A-Z][0-9]{2} .*"))
                .toList();
        assertFalse(rows.isEmpty());
        rows.forEach(row -> assertEquals(4, row.split("\\|").length, row));
    }

    @Test
    void attacksPage_everyRowOfTheList_isOnIt() throws IOException {
        Path list = Docs.ROOT.resolve("../shared/ATTACKS.md");
        assumeTrue(Files.exists(list), "shared/ATTACKS.md is not there");
        Pattern row = Pattern.compile("^\\| ([A-Z][0-9]{2}) \\|", Pattern.MULTILINE);
        TreeSet<String> missing = ids(row, Files.readString(list));
        assertTrue(missing.size() > 150);
        missing.removeAll(ids(row, Docs.read("docs/attacks.md")));
        assertEquals(new TreeSet<String>(), missing);
    }

    private static TreeSet<String> ids(Pattern row, String page) {
        return row.matcher(page).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
