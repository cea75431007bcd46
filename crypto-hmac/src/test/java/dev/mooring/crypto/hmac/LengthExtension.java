package dev.mooring.crypto.hmac;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The attack on {@code SHA-256(secret ‖ message)}: a tag is the state of the hash, so that it goes on over a suffix
 * without the secret.
 *
 * @param message the message, the padding of the hash, and the suffix
 * @param tag {@code SHA-256(secret ‖ message)}
 */
record LengthExtension(byte[] message, byte[] tag) {
    private static final int BLOCK = 64;

    static LengthExtension of(byte[] tag, int secretLength, byte[] message, byte[] suffix) {
        int hashed = secretLength + message.length;
        byte[] padding = padding(hashed);
        int[] state = new int[8];
        ByteBuffer.wrap(tag).asIntBuffer().get(state);
        byte[] rest = join(suffix, padding(hashed + padding.length + suffix.length));
        for (int block = 0; block < rest.length; block += BLOCK) {
            compress(state, ByteBuffer.wrap(rest, block, BLOCK));
        }
        ByteBuffer forged = ByteBuffer.allocate(32);
        forged.asIntBuffer().put(state);
        return new LengthExtension(join(message, padding, suffix), forged.array());
    }

    static byte[] sha256(byte[]... parts) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(join(parts));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /** FIPS 180-4, section 5.1.1. */
    private static byte[] padding(int length) {
        byte[] padding = new byte[BLOCK - (length + 8) % BLOCK + 8];
        padding[0] = (byte) 0x80;
        ByteBuffer.wrap(padding).putLong(padding.length - 8, length * 8L);
        return padding;
    }

    /** FIPS 180-4, section 6.2.2. */
    private static void compress(int[] state, ByteBuffer block) {
        int[] w = new int[64];
        for (int t = 0; t < 64; t++) {
            w[t] = t < 16
                    ? block.getInt()
                    : w[t - 16] + spread(w[t - 15], 7, 18, -3) + w[t - 7] + spread(w[t - 2], 17, 19, -10);
        }
        int[] s = state.clone();
        for (int t = 0; t < 64; t++) {
            int choice = s[4] & s[5] ^ ~s[4] & s[6];
            int majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2];
            int first = s[7] + spread(s[4], 6, 11, 25) + choice + cubeRootBits(prime(t)) + w[t];
            int second = spread(s[0], 2, 13, 22) + majority;
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += first;
            s[0] = first + second;
        }
        Arrays.setAll(state, i -> state[i] + s[i]);
    }

    /** Three rotations to the right; a negative number is a shift. */
    private static int spread(int x, int a, int b, int c) {
        return Integer.rotateRight(x, a) ^ Integer.rotateRight(x, b) ^ (c < 0 ? x >>> -c : Integer.rotateRight(x, c));
    }

    private static int prime(int index) {
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < index; i++) {
            prime = prime.nextProbablePrime();
        }
        return prime.intValueExact();
    }

    /** The first 32 bits behind the point of the cube root. */
    private static int cubeRootBits(int prime) {
        double value = Math.cbrt(prime);
        return (int) (long) ((value - Math.floor(value)) * (1L << 32));
    }
}
