package dev.mooring.codec.json;

import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What Jackson does not check: it lets overlong forms of UTF-8 and unpaired surrogates through, and takes any character
 * for a hexadecimal digit whose lowest eight bits are one.
 */
final class Unicode {
    /** What the JDK puts in the place of malformed bytes. */
    private static final char REPLACEMENT = '\uFFFD';

    private Unicode() {}

    static String decode(byte[] utf8) throws SnapshotFormatException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // where nothing was replaced, nothing was malformed; else only what is written the same again was not
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw new SnapshotFormatException("The snapshot is not well-formed UTF-8");
        }
        return text;
    }

    /** Whether a document can spell units, without which one that is well-formed UTF-8 has no unpaired surrogates. */
    static boolean mayEscapeUnits(String json) {
        return json.contains("\\u");
    }

    static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean last = i + 1 == text.length();
                if (last || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Finds the first escape {@code \\u} that four hexadecimal digits do not follow, or −1, in a document that was read. */
    static int malformedEscape(String json) {
        // whatever is escaped begins no escape itself
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
