package dev.mooring.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on compatibility says the oldest versions that are tried, and the fix that is tried. */
class CompatibilityPageIT {
    private static final String PAGE = Docs.read("docs/compatibility.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9-]+)`[^|]*\\| ([0-9][^ ]*) \\|", Pattern.MULTILINE);

    @Test
    void versions_inTheTable_areTheOldestThatAreTried() throws IOException {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> tried = new TreeMap<>();
        for (MatchResult row : ROW.matcher(PAGE).results().toList()) {
            said.put(row.group(1), row.group(2));
            tried.put(row.group(1), oldest(row.group(1)));
        }
        assertTrue(said.size() >= 10, said::toString);
        assertEquals(tried, said);
    }

    @Test
    void annotations_inTheFixForBoot35_areThoseThatAreTried() {
        String version = Jars.of("jackson-annotations")
                .getFileName()
                .toString()
                .replaceFirst("jackson-annotations-(.*)\\.jar", "<version>$1</version>");
        assertTrue(PAGE.contains(version), version);
    }

    private static String oldest(String artifact) throws IOException {
        List<String> versions = new ArrayList<>();
        Pattern name = Pattern.compile(artifact + "-(\\d.*)\\.jar");
        for (String boot : BootIT.versions()) {
            for (Path jar : BootIT.classPath(boot)) {
                Matcher found = name.matcher(jar.getFileName().toString());
                // Boot 3.5 brings Jackson 2 beside Jackson 3, under the same names
                if (found.matches() && !jar.toString().contains("fasterxml")) {
                    versions.add(found.group(1));
                }
            }
        }
        return versions.stream()
                .min(Comparator.comparing(Version::parse))
                .orElseThrow(() -> new AssertionError("No class path has " + artifact));
    }
}
