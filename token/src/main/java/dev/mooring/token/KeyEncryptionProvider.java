package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;

/**
 * Opens the keys of one kind of key management service (KMS). {@code mooring.kms=ID:ADDRESS} names one.
 *
 * <p>Implementations have a public constructor without parameters, hold nothing, and are registered by {@code provides} in
 * the module descriptor and by a file in {@code META-INF/services}.
 */
public interface KeyEncryptionProvider {

    /**
     * Names the kind of service.
     *
     * @return 1 to 32 characters of {@code a-z 0-9 -}
     */
    String id();

    /**
     * Opens a key of the service.
     *
     * @param address the text behind the id and the colon; it is configuration and no secret
     * @return encrypts and decrypts with that key
     * @throws IllegalArgumentException if the address is not one of this service; the message says its form
     * @throws IllegalStateException if the environment lacks a setting that the service needs; the message names it
     */
    KeyEncryption open(String address);
}
