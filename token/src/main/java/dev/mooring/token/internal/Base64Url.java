package dev.mooring.token.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648, section 5), in its canonical spelling only: the JDK's decoder also takes padding
 * and non-zero unused bits, which would give one token several texts.
 */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The text of an ASCII prefix and of the bytes, encoded behind it. */
    public static String encode(String prefix, byte[] bytes) {
        byte[] text = new byte[prefix.length() + (int) ((4L * bytes.length + 2) / 3)];
        int length = ENCODER.encode(bytes, text);
        // moving them is cheaper than another array and another text
        System.arraycopy(text, 0, text, prefix.length(), length);
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, text, 0, prefix.length());
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Decodes a text from some character on; empty if that is not the canonical spelling of any bytes. */
    public static Optional<byte[]> decode(String text, int from) {
        if (!isCanonicalTail(text, from)) {
            return Optional.empty();
        }
        // a character beyond Latin-1 becomes '?', which is not in the alphabet
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            // the array is of the right length, as there is no padding
            return Optional.of(DECODER.decode(ByteBuffer.wrap(ascii, from, ascii.length - from))
                    .array());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the last character leaves no unused bit set; the JDK's decoder refuses lengths that are not possible. */
    private static boolean isCanonicalTail(String text, int from) {
        int length = text.length() - from;
        if (length == 0) {
            return true;
        }
        int unusedBits = switch (length % 4) {
            case 2 -> 4;
            case 3 -> 2;
            default -> 0;
        };
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return last >= 0 && (last & ((1 << unusedBits) - 1)) == 0;
    }
}
