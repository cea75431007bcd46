package dev.mooring.testkit;

/**
 * The generator MT19937 of Matsumoto and Nishimura, seeded as their {@code init_by_array} seeds it, and so as Python's
 * {@code random.Random(seed)} does. The references in {@link SnapshotProfiles} came out of that one, and no generator of
 * the JDK gives the same numbers.
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int index = SIZE;

    MersenneTwister(int seed) {
        state[0] = 19_650_218;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * scrambled(i - 1) + i;
        }
        int i = 1;
        for (int k = 0; k < SIZE; k++) {
            state[i] = (state[i] ^ scrambled(i - 1) * 1_664_525) + seed;
            i = successor(i);
        }
        for (int k = 0; k < SIZE - 1; k++) {
            state[i] = (state[i] ^ scrambled(i - 1) * 1_566_083_941) - i;
            i = successor(i);
        }
        state[0] = 0x8000_0000;
    }

    private int scrambled(int i) {
        return state[i] ^ state[i] >>> 30;
    }

    /** The index after this one; the last is followed by 1, and its state carried over to 0. */
    private int successor(int i) {
        if (i < SIZE - 1) {
            return i + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** The next 32 bits. */
    int next() {
        if (index == SIZE) {
            twist();
        }
        int y = state[index++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        return y ^ y >>> 18;
    }

    private void twist() {
        for (int k = 0; k < SIZE; k++) {
            int y = state[k] & 0x8000_0000 | state[(k + 1) % SIZE] & 0x7fff_ffff;
            state[k] = state[(k + SHIFT) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908_b0df);
        }
        index = 0;
    }
}
