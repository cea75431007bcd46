package dev.mooring.it.attacks;

import dev.mooring.api.spi.Pae;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * A token taken to pieces, which are put together again in any way, without a look at their meaning.
 *
 * @param pieces the bytes of each part, those of ids with their length before them
 */
record Frame(Map<Part, byte[]> pieces) {
    static final String PREFIX = "mrt1.";

    /** A part of a frame, in the order in which they stand. */
    enum Part {
        VERSION,
        FLAGS,
        CODEC,
        SEALER,
        KEY,
        TOKEN_ID,
        ISSUED_AT,
        EXPIRES_AT,
        SEALED
    }

    static Frame of(String text) {
        ByteBuffer in = ByteBuffer.wrap(bytes(text));
        Map<Part, byte[]> pieces = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int length = switch (part) {
                case VERSION, FLAGS -> 1;
                case CODEC, SEALER, KEY -> 1 + in.get(in.position());
                case TOKEN_ID -> 16;
                case ISSUED_AT, EXPIRES_AT -> Long.BYTES;
                case SEALED -> in.remaining();
            };
            byte[] piece = new byte[length];
            in.get(piece);
            pieces.put(part, piece);
        }
        return new Frame(pieces);
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    }

    static String text(byte[]... pieces) {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(join(pieces));
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(pieces).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] join(Collection<byte[]> pieces) {
        return join(pieces.toArray(new byte[0][]));
    }

    /** The bytes of an id, behind their length. */
    static byte[] id(String id) {
        byte[] letters = id.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) letters.length}, letters);
    }

    static byte[] time(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }

    byte[] get(Part part) {
        return pieces.get(part);
    }

    Frame with(Part part, byte... piece) {
        Map<Part, byte[]> changed = new EnumMap<>(pieces);
        changed.put(part, piece);
        return new Frame(changed);
    }

    Frame with(Part part, String id) {
        return with(part, id(id));
    }

    byte[] sealed() {
        return get(Part.SEALED);
    }

    byte[] header() {
        Map<Part, byte[]> header = new EnumMap<>(pieces);
        header.remove(Part.SEALED);
        return join(header.values());
    }

    /** The data that a seal covers beside the payload, for {@link Kit#CALLER}. */
    byte[] associatedData() {
        return Pae.encode(ascii("mooring.token.v1"), header(), Pae.encode(ascii(Kit.TENANT), ascii(Kit.CONTEXT)));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        return join(pieces.values());
    }

    String text() {
        return text(bytes());
    }
}
