package dev.mooring.token.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 that refuses text and bytes that are not valid. The JDK's own methods write others in their place. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Encodes text.
     *
     * @throws CharacterCodingException when half of a surrogate pair stands alone
     */
    public static byte[] encode(String text) throws CharacterCodingException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        return Arrays.copyOf(bytes.array(), bytes.remaining());
    }

    /**
     * Decodes bytes.
     *
     * @throws CharacterCodingException when they are not UTF-8
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
