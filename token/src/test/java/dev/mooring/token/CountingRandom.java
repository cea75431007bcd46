package dev.mooring.token;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Randomness that counts: first all bytes 1, then all bytes 2, and so on. */
final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger last = new AtomicInteger();

    @Override
    public void nextBytes(byte[] bytes) {
        Arrays.fill(bytes, (byte) last.incrementAndGet());
    }
}
