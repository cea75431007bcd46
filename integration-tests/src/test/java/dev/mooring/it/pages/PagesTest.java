package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of every page: its links lead somewhere, and the tests that it names are there. */
class PagesTest {
    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Docs.ROOT)) {
            return files.map(file -> Docs.ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".md"))
                    .filter(file -> !file.matches("(.*/)?(target|node_modules)/.*"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_ofAPage_leadSomewhere(String page) {
        assertEquals(List.of(), Docs.brokenLinks(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void tests_onAPage_areThere(String page) {
        assertEquals(List.of(), NamedTests.missing(Docs.read(page)));
    }
}
