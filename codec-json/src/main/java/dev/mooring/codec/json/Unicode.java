package dev.mooring.codec.json;

import dev.mooring.token.spi.SnapshotFormatException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What Jackson does not check: it lets overlong forms of UTF-8 and unpaired surrogates through, and takes any character
 * for a hexadecimal digit whose lowest eight bits are one.
 */
final class Unicode {
    private Unicode() {}

    static CharBuffer decode(byte[] utf8) throws SnapshotFormatException {
        try {
            // unlike the constructor of String, a new decoder reports what is malformed
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException malformed) {
            throw new SnapshotFormatException("The snapshot is not well-formed UTF-8");
        }
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
    static int malformedEscape(CharSequence json) {
        for (int i = 0; i + 1 < json.length(); i++) {
            if (json.charAt(i) == '\\') {
                // whatever is escaped begins no escape itself
                i++;
                if (json.charAt(i) == 'u' && !hasFourDigits(json, i + 1)) {
                    return i - 1;
                }
            }
        }
        return -1;
    }

    private static boolean hasFourDigits(CharSequence json, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= json.length() || !HexFormat.isHexDigit(json.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
