package dev.mooring.codec.json;

import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Rules of texts that Jackson does not check: it takes overlong forms of UTF-8 and unpaired surrogates, and, as a
 * hexadecimal digit, any character whose lowest eight bits are one.
 */
final class Unicode {
    /** The JDK replaces malformed bytes by this character. */
    private static final char REPLACEMENT = '\uFFFD';

    private Unicode() {}

    static String decode(byte[] utf8) throws SnapshotFormatException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // a replacement that was in the document itself is written as the same bytes again
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw new SnapshotFormatException("The snapshot is not well-formed UTF-8");
        }
        return text;
    }

    /** Whether a document may spell units as escapes. Without them, well-formed UTF-8 has no unpaired surrogates. */
    static boolean mayEscapeUnits(String json) {
        return json.contains("\\u");
    }

    static boolean hasUnpairedSurrogate(String text) {
        // counted, with one rare branch: JDK 17 and 25 both leave the loop out if all texts are Latin-1
        for (int i = 0, length = text.length(); i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
            }
        }
        return false;
    }

    /** Finds the first escape {@code \\u} that four hexadecimal digits do not follow, or −1, in a document that was read. */
    static int malformedEscape(String json) {
        // an escaped character begins no escape itself
        for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at + 2)) {
            if (json.startsWith("u", at + 1) && !hasFourDigits(json, at + 2)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean hasFourDigits(String json, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= json.length() || !HexFormat.isHexDigit(json.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
