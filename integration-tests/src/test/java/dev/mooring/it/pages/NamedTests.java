package dev.mooring.it.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that a page names, as {@code `Class.method`}. */
final class NamedTests {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.(\\w+_\\w+)`");
    private static final Map<String, String> SOURCES = sources();

    private NamedTests() {}

    /** All that a text names. */
    static List<String> in(String text) {
        return NAMED.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Those that are not there. */
    static List<String> missing(String text) {
        return NAMED.matcher(text)
                .results()
                .filter(test -> !SOURCES.getOrDefault(test.group(1), "").contains(" " + test.group(2) + "("))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** The sources of tests and contracts, by class. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.find(
                Docs.ROOT,
                12,
                (path, any) -> path.toString().matches(".*/src/(main|test)/java/.*(Test|IT|Contract)\\.java"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), NamedTests::text, (a, b) -> a + b));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return Docs.read(Docs.ROOT.relativize(file).toString());
    }
}
