package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages on configuration and errors name the settings and reasons of the library: all of them, and no others. */
class ConfigurationPageTest {
    private static final String PAGE = "docs/configuration.md";

    /** A property at the head of a row. */
    private static final Pattern ROW = Pattern.compile("^\\| ((?:`mooring[^|]*`,? ?)+) \\|", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`(mooring[^`]*)`");

    /** A property in the source of the enum that lists them, without its prefix. */
    private static final Pattern CONSTANT = Pattern.compile("^    [A-Z_]+\\(\"([a-z.-]+)\"\\)", Pattern.MULTILINE);

    private static final String PATTERN = "mooring.accept.<sealer>.keys";

    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("mooring.codec", "json"),
            Map.entry("mooring.sealer", "hmac-sha256"),
            Map.entry("mooring.keys", "file:resume.keys"),
            Map.entry("mooring.keys.reload", "PT30S"),
            Map.entry("mooring.kms", "cloud:projects/shop"),
            Map.entry(PATTERN, "env:OLD_KEYS"),
            Map.entry("mooring.accept.codecs", "json,cbor"),
            Map.entry("mooring.ttl", "PT1H"),
            Map.entry("mooring.max-ttl", "PT24H"),
            Map.entry("mooring.max-session-age", "P30D"),
            Map.entry("mooring.clock-skew", "PT10M"),
            Map.entry("mooring.not-before", "2026-11-23T10:00:00Z"),
            Map.entry("mooring.max-token-chars", "65536"),
            Map.entry("mooring.compression", "deflate"));

    static Stream<String> documented() {
        return ROW.matcher(Docs.read(PAGE))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void property_onThePage_isKnown(String property) {
        String name = property.replace("<sealer>", "tink-aead");
        assertDoesNotThrow(() -> ResumeTokenManager.builder().properties(Map.of(name, SAMPLES.get(property))));
    }

    @Test
    void properties_onThePage_areAllThatTheLibraryReads() {
        Set<String> read = CONSTANT.matcher(Docs.read("token/src/main/java/dev/mooring/token/Property.java"))
                .results()
                .map(constant -> "mooring." + constant.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        read.add(PATTERN);
        assertEquals(read, documented().collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void property_thatNoPageNames_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ResumeTokenManager.builder().properties(Map.of("mooring.unheard-of", "1")));
    }

    @Test
    void reasons_onThePageOfErrors_areAllThatThereAre() {
        String page = Docs.read("docs/errors.md");
        Stream.of(Reason.values()).forEach(reason -> assertTrue(page.contains("`" + reason + "`"), reason::name));
    }
}
