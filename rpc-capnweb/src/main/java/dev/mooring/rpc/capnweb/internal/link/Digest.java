package dev.mooring.rpc.capnweb.internal.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Tells whether a client sends the same body again: the first 16 bytes of SHA-256. A client that finds two bodies of one
 * digest gains nothing by it, because both are its own.
 */
record Digest(byte[] bytes) {
    static final int LENGTH = 16;

    static Digest of(String line) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return new Digest(Arrays.copyOf(whole, LENGTH));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Digest[]";
    }
}
