package dev.mooring.token.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648, section 5), in its canonical spelling only: the JDK's decoder also takes padding
 * and non-zero unused bits, which would give one token several texts.
 */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** Encodes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Decodes; empty where the text is not the canonical spelling of any bytes. */
    public static Optional<byte[]> decode(String text) {
        if (!isCanonicalTail(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the length is possible and the last character leaves no unused bit set. */
    private static boolean isCanonicalTail(String text) {
        int unusedBits = switch (text.length() % 4) {
            case 2 -> 4;
            case 3 -> 2;
            default -> 0;
        };
        if (text.length() % 4 == 1 || text.isEmpty()) {
            return text.isEmpty();
        }
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return last >= 0 && (last & ((1 << unusedBits) - 1)) == 0;
    }
}
