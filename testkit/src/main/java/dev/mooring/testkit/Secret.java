package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Key bytes that no text may show, in whole or in part, in any usual spelling. */
final class Secret {
    private static final int PART = 6;

    private final byte[] bytes;

    Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    void assertNotIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean shown = IntStream.rangeClosed(0, bytes.length - PART)
                .mapToObj(start -> Arrays.copyOfRange(bytes, start, start + PART))
                .flatMap(part -> spellings(part).stream())
                .anyMatch(lower::contains);
        // neither the text nor the part goes into the failure's text, which reaches build logs
        assertFalse(shown, "a text shows key bytes");
    }

    private static List<String> spellings(byte[] part) {
        return List.of(
                HexFormat.of().formatHex(part),
                HexFormat.ofDelimiter(":").formatHex(part),
                Base64.getEncoder().encodeToString(part).toLowerCase(Locale.ROOT),
                Base64.getUrlEncoder().encodeToString(part).toLowerCase(Locale.ROOT),
                decimals(part, -1),
                decimals(part, 0xff));
    }

    private static String decimals(byte[] part, int mask) {
        return IntStream.range(0, part.length)
                .mapToObj(i -> Integer.toString(part[i] & mask))
                .collect(Collectors.joining(", "));
    }
}
