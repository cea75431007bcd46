package dev.mooring.token.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Raw DEFLATE (RFC 1951), bounded when it inflates. */
public final class Deflate {

    /** The result of inflating: bytes, or the reason why there are none. */
    public sealed interface Inflated {
        /** The bytes. */
        record Whole(byte[] bytes) implements Inflated {}

        /** There are more bytes than allowed. */
        record TooLarge() implements Inflated {}

        /** The stream is not DEFLATE, is cut short, or does not end with the payload. */
        record Broken() implements Inflated {}
    }

    private static final int FIRST_GUESS = 4;

    /** The longest array that every virtual machine makes. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private Deflate() {}

    /** Deflates; empty if that would not be smaller. */
    public static Optional<byte[]> smaller(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] deflated = new byte[plain.length];
            int length = deflater.deflate(deflated);
            return deflater.finished() && length < plain.length
                    ? Optional.of(Arrays.copyOf(deflated, length))
                    : Optional.empty();
        } finally {
            deflater.end();
        }
    }

    /** Inflates to at most so many bytes. */
    public static Inflated inflate(byte[] deflated, int maxBytes) {
        // one byte more than allowed, so that too much is told from just enough
        int room = (int) Math.min(maxBytes + 1L, MAX_ARRAY);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] plain = new byte[(int) Math.min(room, (long) FIRST_GUESS * deflated.length + 64)];
            int length = 0;
            while (true) {
                length += inflater.inflate(plain, length, plain.length - length);
                if (length == room) {
                    return new Inflated.TooLarge();
                }
                if (inflater.finished()) {
                    return inflater.getRemaining() == 0
                            ? new Inflated.Whole(Arrays.copyOf(plain, length))
                            : new Inflated.Broken();
                }
                if (length < plain.length) {
                    return new Inflated.Broken();
                }
                plain = Arrays.copyOf(plain, (int) Math.min(room, 2L * plain.length));
            }
        } catch (DataFormatException e) {
            return new Inflated.Broken();
        } finally {
            inflater.end();
        }
    }
}
