package dev.mooring.api.spi;

import java.util.Set;

/**
 * Seals payloads with one key and opens them with any key of its set. Immutable and thread-safe.
 *
 * <p>A sealer compares secrets in constant time only, and tries no key except the one that it is told.
 */
public interface TokenSealer {

    /**
     * The key that seals.
     *
     * @return its id
     */
    String primaryKeyId();

    /**
     * The keys that open.
     *
     * @return their ids, the primary one among them
     */
    Set<String> keyIds();

    /**
     * Says whether sealed payloads are encrypted, rather than signed and readable by anyone.
     *
     * @return whether they are
     */
    boolean confidential();

    /**
     * Seals a payload with the primary key.
     *
     * @param payload the bytes to protect, of any number, neither kept nor changed
     * @param associatedData the bytes to authenticate along with them, neither kept nor changed
     * @return the sealed payload, the caller's to keep
     * @throws NullPointerException if an argument is null; a sealer never takes null for no bytes
     */
    byte[] seal(byte[] payload, byte[] associatedData);

    /**
     * Verifies and opens a sealed payload.
     *
     * @param keyId the one key to try; an id outside {@link #keyIds()} is a broken seal
     * @param sealed the sealed payload, or any other bytes of any number, neither kept nor changed
     * @param associatedData the very bytes that were given to {@link #seal}, neither kept nor changed
     * @return the payload, the caller's to keep
     * @throws SealBrokenException if the seal does not verify, whatever the cause: another key, other associated data, a
     *     change of any bit, too few bytes
     * @throws NullPointerException if an argument is null
     */
    byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException;
}
