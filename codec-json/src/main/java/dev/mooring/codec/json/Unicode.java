package dev.mooring.codec.json;

import dev.mooring.token.spi.SnapshotFormatException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What Jackson does not check: it lets overlong forms of UTF-8 and unpaired surrogates through. */
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
}
