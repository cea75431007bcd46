package dev.mooring.token;

import dev.mooring.api.spi.Pae;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.internal.Base64Url;
import dev.mooring.token.internal.Ids;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The token format, version 1: text is {@code mrt1.} and the base64url of {@code header ‖ sealed}.
 *
 * @param header the header, read
 * @param headerBytes the header as it stands in the frame
 * @param sealed the sealed payload
 */
record TokenFrame(TokenHeader header, byte[] headerBytes, byte[] sealed) {
    static final int TOKEN_ID_BYTES = 16;

    private static final String PREFIX = "mrt1.";
    private static final Pattern OTHER_VERSION = Pattern.compile("mrt(0|[1-9][0-9]{0,8})\\.");
    private static final int LONGEST_PREFIX = "mrt999999999.".length();
    private static final byte VERSION = 1;
    private static final int DEFLATED = 1;
    private static final int CONTEXT_BOUND = 2;
    private static final byte[] DOMAIN = "mooring.token.v1".getBytes(StandardCharsets.US_ASCII);

    /** Reads a text as far as that goes without keys: steps 1 to 3 of the order of checks. */
    static TokenFrame parse(String text, int maxTokenChars) {
        checkLength(text, maxTokenChars);
        return parse(bytes(text));
    }

    /** Step 1. */
    static void checkLength(String text, int maxTokenChars) {
        if (text.length() > maxTokenChars) {
            throw new ResumeTokenException(
                    Reason.TOO_LARGE, "The token has over " + maxTokenChars + " characters, the most that are allowed");
        }
    }

    /** Step 2. */
    static byte[] bytes(String text) {
        if (!text.startsWith(PREFIX)) {
            String head = text.substring(0, Math.min(text.length(), LONGEST_PREFIX));
            throw OTHER_VERSION.matcher(head).lookingAt()
                    ? new ResumeTokenException(
                            Reason.UNSUPPORTED, "The token's version is not 1, the only one known here")
                    : malformed("it does not start with \"" + PREFIX + "\"");
        }
        return Base64Url.decode(text, PREFIX.length())
                .orElseThrow(() -> malformed("it is not canonical base64url without padding"));
    }

    /** Step 3. */
    static TokenFrame parse(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        try {
            if (in.get() != VERSION) {
                throw new ResumeTokenException(
                        Reason.UNSUPPORTED, "The token's frame is not of version 1, the only one known here");
            }
            int flags = in.get();
            if ((flags & ~(DEFLATED | CONTEXT_BOUND)) != 0) {
                throw new ResumeTokenException(Reason.UNSUPPORTED, "The token has a flag that is not known here");
            }
            TokenHeader header = new TokenHeader(
                    (flags & DEFLATED) != 0,
                    (flags & CONTEXT_BOUND) != 0,
                    providerId(in),
                    providerId(in),
                    keyId(in),
                    tokenId(in),
                    Instant.ofEpochMilli(in.getLong()),
                    Instant.ofEpochMilli(in.getLong()));
            return new TokenFrame(
                    header,
                    Arrays.copyOf(frame, in.position()),
                    Arrays.copyOfRange(frame, in.position(), frame.length));
        } catch (BufferUnderflowException e) {
            throw malformed("its header is cut short");
        }
    }

    private static String providerId(ByteBuffer in) {
        byte[] ascii = field(in);
        return id(ascii, Ids.isProvider(ascii), Ids.PROVIDER_FORM);
    }

    private static String keyId(ByteBuffer in) {
        byte[] ascii = field(in);
        return id(ascii, Ids.isKey(ascii), Ids.KEY_FORM);
    }

    private static byte[] field(ByteBuffer in) {
        byte[] bytes = new byte[Byte.toUnsignedInt(in.get())];
        in.get(bytes);
        return bytes;
    }

    private static String id(byte[] ascii, boolean wellFormed, String form) {
        if (!wellFormed) {
            throw malformed("an id in its header is not " + form);
        }
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    private static String tokenId(ByteBuffer in) {
        byte[] bytes = new byte[TOKEN_ID_BYTES];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ResumeTokenException malformed(String what) {
        return new ResumeTokenException(Reason.MALFORMED, "This is not a token: " + what);
    }

    /** Writes a header. */
    static byte[] headerBytes(TokenHeader header) {
        byte[] codec = header.codecId().getBytes(StandardCharsets.US_ASCII);
        byte[] sealer = header.sealerId().getBytes(StandardCharsets.US_ASCII);
        byte[] key = header.keyId().getBytes(StandardCharsets.US_ASCII);
        int size = 2 + 1 + codec.length + 1 + sealer.length + 1 + key.length + TOKEN_ID_BYTES + 2 * Long.BYTES;
        return ByteBuffer.allocate(size)
                .put(VERSION)
                .put((byte) ((header.deflated() ? DEFLATED : 0) | (header.contextBound() ? CONTEXT_BOUND : 0)))
                .put((byte) codec.length)
                .put(codec)
                .put((byte) sealer.length)
                .put(sealer)
                .put((byte) key.length)
                .put(key)
                .put(HexFormat.of().parseHex(header.tokenId()))
                .putLong(header.issuedAt().toEpochMilli())
                .putLong(header.expiresAt().toEpochMilli())
                .array();
    }

    /** The bytes that the seal protects beside the payload. */
    static byte[] associatedData(byte[] headerBytes, TokenContext context) {
        return Pae.encode(DOMAIN, headerBytes, context.encoded());
    }

    /** Writes a frame. */
    static byte[] bytes(byte[] headerBytes, byte[] sealed) {
        byte[] frame = Arrays.copyOf(headerBytes, headerBytes.length + sealed.length);
        System.arraycopy(sealed, 0, frame, headerBytes.length, sealed.length);
        return frame;
    }

    /** Writes the text of a frame. */
    static String text(byte[] frame) {
        return Base64Url.encode(PREFIX, frame);
    }

    UnverifiedToken unverified(int textChars) {
        return new UnverifiedToken(header, textChars, headerBytes.length, sealed.length);
    }
}
