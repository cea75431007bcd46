package dev.mooring.codec.json;

import java.math.BigInteger;

/**
 * Reads long decimals by halves. The JDK takes time by the square of the digits, so that a payload full of the longest
 * big integers would take several times as long as one that is full of anything else.
 */
final class LongDecimals {
    /** Shorter ones are read faster by the JDK alone. */
    private static final int SHORT = 160;

    /** {@code POWERS[i]} is 10 to the power of {@code SHORT << i}. */
    private static final BigInteger[] POWERS = powers();

    private LongDecimals() {}

    private static BigInteger[] powers() {
        BigInteger[] powers = new BigInteger[7];
        powers[0] = BigInteger.TEN.pow(SHORT);
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1].multiply(powers[i - 1]);
        }
        return powers;
    }

    /** How long the decimal of an integer of so many bits is at most, with its sign. */
    static int maxChars(int bits) {
        return (int) (bits * Math.log10(2)) + 2;
    }

    /** Whether this is an integer in its one spelling: no sign but a minus, no leading zero, no {@code -0}. */
    static boolean isCanonical(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start && (text.charAt(start) != '0' || text.length() == 1);
    }

    /** Reads digits, which a minus sign may precede. */
    static BigInteger parse(String decimal) {
        return decimal.startsWith("-") ? magnitude(decimal, 1).negate() : magnitude(decimal, 0);
    }

    private static BigInteger magnitude(String decimal, int from) {
        int length = decimal.length() - from;
        if (length <= SHORT) {
            return new BigInteger(decimal.substring(from));
        }
        // the lower part is the longest for which there is a power
        int level = Math.min(POWERS.length, Integer.SIZE - Integer.numberOfLeadingZeros((length - 1) / SHORT)) - 1;
        int split = decimal.length() - (SHORT << level);
        BigInteger upper = magnitude(decimal.substring(from, split), 0);
        return upper.multiply(POWERS[level]).add(magnitude(decimal, split));
    }
}
