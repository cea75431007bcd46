package dev.mooring.api.keys;

import java.security.GeneralSecurityException;
import java.util.Objects;

/**
 * Encrypts key material at rest by a key that never leaves a key management service (KMS).
 *
 * <p>It is authenticated encryption with associated data, in the shape of Tink's {@code Aead}, so that a Tink KMS client
 * fits: {@code KeyEncryption.of(aead::encrypt, aead::decrypt)}. Mooring gives the sealer, the id and the algorithm of a
 * key as associated data; a service that does not authenticate them is refused when a key is made. Implementations are
 * thread-safe.
 */
public interface KeyEncryption {

    /**
     * Encrypts key material.
     *
     * @param plaintext the material
     * @param associatedData bytes to authenticate along with it
     * @return the encrypted material
     * @throws GeneralSecurityException when the service refuses or cannot be reached
     */
    byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException;

    /**
     * Decrypts key material.
     *
     * @param ciphertext the result of {@link #encrypt}
     * @param associatedData the bytes that were given to {@link #encrypt}
     * @return the material
     * @throws GeneralSecurityException when it was not made by this service with these associated data, or the service
     *     cannot be reached
     */
    byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException;

    /**
     * Puts both directions together.
     *
     * @param encrypt encrypts
     * @param decrypt decrypts
     * @return both
     */
    static KeyEncryption of(Direction encrypt, Direction decrypt) {
        Objects.requireNonNull(encrypt, "encrypt");
        Objects.requireNonNull(decrypt, "decrypt");
        return new KeyEncryption() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
                return encrypt.apply(plaintext, associatedData);
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
                return decrypt.apply(ciphertext, associatedData);
            }
        };
    }

    /** One of both directions. */
    @FunctionalInterface
    interface Direction {
        /**
         * Encrypts or decrypts.
         *
         * @param input the bytes to encrypt or decrypt
         * @param associatedData bytes that are authenticated along with it
         * @return the result
         * @throws GeneralSecurityException when it cannot be done
         */
        byte[] apply(byte[] input, byte[] associatedData) throws GeneralSecurityException;
    }
}
