package dev.mooring.token;

import java.time.Instant;
import java.util.Objects;

/**
 * The readable part of a token. It is to be trusted only as far as its holder: anyone can write an
 * {@link UnverifiedToken}, and only a verified seal makes an {@link OpenedToken}.
 *
 * @param deflated whether the payload is compressed
 * @param contextBound whether the token was issued with a context; a hint for diagnosis
 * @param codecId the codec of the payload
 * @param sealerId the sealer that protects it
 * @param keyId the key that sealed it
 * @param tokenId 128 random bits in lower-case hexadecimal
 * @param issuedAt when the token was issued, in milliseconds
 * @param expiresAt when its time is over: it is valid while {@code now < expiresAt}
 */
public record TokenHeader(
        boolean deflated,
        boolean contextBound,
        String codecId,
        String sealerId,
        String keyId,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt) {
    /** Refuses null. */
    public TokenHeader {
        Objects.requireNonNull(codecId, "codecId");
        Objects.requireNonNull(sealerId, "sealerId");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(tokenId, "tokenId");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
