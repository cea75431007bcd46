package dev.mooring.it.attacks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** The changes that rows make to bytes and letters. */
final class Mutations {
    private static final int TRIES = 100;
    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Mutations() {}

    /** The same ones in each run. */
    static <T> Stream<T> tries(long seed, BiFunction<SplittableRandom, Integer, T> make) {
        SplittableRandom random = Kit.random(seed);
        return IntStream.range(0, TRIES).mapToObj(i -> make.apply(random, i));
    }

    static String letters(SplittableRandom random, int length) {
        StringBuilder letters = new StringBuilder();
        random.ints(length, 0, 64).forEach(letter -> letters.append(ALPHABET.charAt(letter)));
        return letters.toString();
    }

    static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    static byte[] lastOf(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    static byte[] deflated(byte[] plain, boolean raw) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] deflated = new byte[plain.length + 64];
            return Arrays.copyOf(deflated, deflater.deflate(deflated));
        } finally {
            deflater.end();
        }
    }
}
