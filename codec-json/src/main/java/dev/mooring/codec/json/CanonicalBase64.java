package dev.mooring.codec.json;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64 of the standard alphabet (RFC 4648, section 4) without padding, of which every content has one spelling. */
final class CanonicalBase64 {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private CanonicalBase64() {}

    static String encode(byte[] content) {
        return ENCODER.encodeToString(content);
    }

    static Optional<byte[]> decode(String text) {
        try {
            byte[] content = Base64.getDecoder().decode(text);
            return endsCanonically(text, content) ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The decoder takes padding and ignores unused bits: both show if the last, partial group is encoded again. */
    private static boolean endsCanonically(String text, byte[] content) {
        int rest = content.length % 3;
        byte[] tail = Arrays.copyOfRange(content, content.length - rest, content.length);
        return text.endsWith(encode(tail));
    }
}
