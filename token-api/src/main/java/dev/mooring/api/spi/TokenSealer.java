package dev.mooring.api.spi;

import java.util.Set;

/**
 * Seals payloads with one key and opens them with any key of its set. Immutable and thread-safe.
 *
 * <p>A sealer never compares secrets but in constant time, and never tries more than the one key it is told.
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
     * @param payload what to protect, neither kept nor changed
     * @param associatedData what to authenticate along with it, neither kept nor changed
     * @return the sealed payload, the caller's to keep
     */
    byte[] seal(byte[] payload, byte[] associatedData);

    /**
     * Verifies and opens a sealed payload.
     *
     * @param keyId one of {@link #keyIds()}
     * @param sealed what {@link #seal} made, neither kept nor changed
     * @param associatedData the very bytes that were given to {@link #seal}, neither kept nor changed
     * @return the payload, the caller's to keep
     * @throws SealBrokenException for any failure, whatever its cause
     */
    byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException;
}
