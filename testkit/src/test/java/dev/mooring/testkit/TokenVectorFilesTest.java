package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The files are in the build, one vector a line; the tests of modules that have codecs and sealers try their content. */
class TokenVectorFilesTest {
    @Test
    void files_ofTheBuild_areAsciiWithOneVectorALine() {
        for (String file : List.of(TokenVectors.keys(), TokenVectors.valid(), TokenVectors.invalid())) {
            assertTrue(file.startsWith("[\n{\"name\":\"") && file.endsWith("}\n]\n"));
            assertTrue(file.chars().allMatch(letter -> letter == '\n' || letter >= ' ' && letter <= 0x7f));
            List<String> lines = file.lines().toList();
            for (String line : lines.subList(1, lines.size() - 1)) {
                assertTrue(line.matches("\\{\"name\":\"[A-Za-z0-9-]+\",.*}(,)?"), line);
            }
        }
    }
}
