package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of attacks answers every row. */
class AttacksPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z][0-9]{2}) \\|", Pattern.MULTILINE);

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
    void attacksPage_rows_standOnceAndInOrder() {
        Map<String, List<String>> chapters = ROW.matcher(Docs.read("docs/attacks.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.groupingBy(id -> id.substring(0, 1)));
        assertTrue(chapters.values().stream().mapToInt(List::size).sum() > 150);
        chapters.values().forEach(ids -> assertEquals(List.copyOf(new TreeSet<>(ids)), ids));
    }
}
