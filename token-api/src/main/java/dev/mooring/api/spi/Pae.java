package dev.mooring.api.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The pre-authentication encoding of PASETO ("Common implementation details", PAE): an injective encoding of a list of
 * byte strings, so that no two lists share one.
 *
 * <p>{@code PAE(p1…pn) = LE64(n) ‖ LE64(|p1|) ‖ p1 ‖ …}
 */
public final class Pae {

    /** Takes bytes one run after the other, as {@code javax.crypto.Mac::update} does. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a run of bytes.
         *
         * @param bytes holds the run; neither kept nor changed
         * @param offset its first index
         * @param length its number of bytes
         */
        void update(byte[] bytes, int offset, int length);
    }

    private Pae() {}

    /**
     * Encodes the pieces.
     *
     * @param pieces the byte strings in order
     * @return their encoding
     */
    public static byte[] encode(byte[]... pieces) {
        int size = Long.BYTES;
        for (byte[] piece : pieces) {
            size = Math.addExact(size, Math.addExact(Long.BYTES, piece.length));
        }
        ByteBuffer encoded = ByteBuffer.allocate(size);
        encode(encoded::put, pieces);
        return encoded.array();
    }

    /**
     * Encodes the pieces into a sink, without a copy of them.
     *
     * @param sink takes the encoding run by run
     * @param pieces the byte strings in order
     */
    public static void encode(Sink sink, byte[]... pieces) {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sink.update(number.putLong(0, pieces.length).array(), 0, Long.BYTES);
        for (byte[] piece : pieces) {
            sink.update(number.putLong(0, piece.length).array(), 0, Long.BYTES);
            sink.update(piece, 0, piece.length);
        }
    }
}
