package dev.mooring.api.keys;

import dev.mooring.api.internal.Ids;
import dev.mooring.api.internal.Ranges;
import dev.mooring.api.snapshot.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One key of a {@link KeySet}.
 *
 * @param id 1 to 32 of {@code a-z 0-9}; it stands in every token that the key seals
 * @param status the use of the key
 * @param createdAt when the key was made
 * @param since when the status last changed
 * @param algorithm the sealer's name for the algorithm, {@code [A-Z0-9_]{1,64}}
 * @param material the secret
 */
public record TokenKey(
        String id, Status status, Instant createdAt, Instant since, String algorithm, KeyMaterial material) {

    /** The use of a key. */
    public enum Status {
        /** It seals and opens; exactly one key of a set. */
        SEALING,
        /** It opens, and does not seal yet: every server learns it before one uses it. */
        STAGED,
        /** It sealed once, and opens only. */
        OPENING;

        /**
         * The word in a key file.
         *
         * @return {@code sealing}, {@code staged} or {@code opening}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration LEAST_TTL = Duration.ofMillis(1);

    /**
     * Checks the form of the id and the algorithm.
     *
     * @throws IllegalArgumentException when they are not of this form
     */
    public TokenKey {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(material, "material");
        Ids.KEY.checked("A key id", id);
        Ids.ALGORITHM.checked("An algorithm", algorithm);
    }

    /**
     * Says from when on no token of this key can be alive. That is the last change of its status, and the time until the
     * last server has re-read its keys, and the life of a token that was issued just before. It holds for a staged key
     * too, which may seal in another copy of the file.
     *
     * @param reload how often servers re-read their keys, from zero to 30 days
     * @param maxTtl the longest life of a token, from a millisecond to 30 days
     * @return the instant; empty for a key that seals
     * @throws IllegalArgumentException when a duration is out of its range
     */
    public Optional<Instant> removableAt(Duration reload, Duration maxTtl) {
        Ranges.within("reload", reload, Duration.ZERO, SessionSnapshot.GREATEST_MAX_AGE);
        Ranges.within("max-ttl", maxTtl, LEAST_TTL, SessionSnapshot.GREATEST_MAX_AGE);
        return status == Status.SEALING
                ? Optional.empty()
                : Optional.of(since.plus(reload).plus(maxTtl));
    }

    /**
     * The secret of a key that is in the clear.
     *
     * @return a copy
     * @throws IllegalArgumentException when it is encrypted by a KMS; the message names the key
     */
    public byte[] secret() {
        if (material.protection() != KeyMaterial.Protection.CLEAR) {
            throw new IllegalArgumentException("The key " + id + " is encrypted by a KMS: decrypt it first");
        }
        return material.bytes();
    }

    /** The same key in another status. */
    TokenKey changed(Status other, Instant now) {
        return new TokenKey(id, other, createdAt, now.truncatedTo(ChronoUnit.SECONDS), algorithm, material);
    }
}
