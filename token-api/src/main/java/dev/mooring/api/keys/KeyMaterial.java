package dev.mooring.api.keys;

import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one key, in its sealer's own form. Its {@code toString} shows the protection and the length only.
 * Immutable and thread-safe.
 */
public final class KeyMaterial {

    /** How material is kept at rest. */
    public enum Protection {
        /** As it is; whoever reads the key file has the key. */
        CLEAR,
        /** Encrypted by a {@link KeyEncryption}. */
        KMS;

        /**
         * The word in a key file.
         *
         * @return {@code clear} or {@code kms}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Protection protection;
    private final byte[] bytes;

    private KeyMaterial(Protection protection, byte[] bytes) {
        this.protection = protection;
        this.bytes = bytes.clone();
        if (bytes.length == 0) {
            throw new IllegalArgumentException("Key material is not empty");
        }
    }

    /**
     * Material as it is.
     *
     * @param bytes the secret, copied
     * @return the material
     * @throws IllegalArgumentException when there are no bytes
     */
    public static KeyMaterial clear(byte[] bytes) {
        return new KeyMaterial(Protection.CLEAR, bytes);
    }

    /**
     * Material that a {@link KeyEncryption} has encrypted.
     *
     * @param bytes the encrypted secret, copied
     * @return the material
     * @throws IllegalArgumentException when there are no bytes
     */
    public static KeyMaterial encrypted(byte[] bytes) {
        return new KeyMaterial(Protection.KMS, bytes);
    }

    /**
     * Says how the material is kept.
     *
     * @return its protection
     */
    public Protection protection() {
        return protection;
    }

    /**
     * The secret, or the encrypted secret.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyMaterial that
                && protection == that.protection
                && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The length only, because a hash of a secret tells something about it. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "KeyMaterial[" + protection.word() + ", " + bytes.length + " bytes]";
    }
}
