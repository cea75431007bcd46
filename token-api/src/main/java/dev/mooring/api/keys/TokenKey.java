package dev.mooring.api.keys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One key of a {@link KeySet}.
 *
 * @param id 1 to 32 of {@code a-z 0-9}; it stands in every token that the key seals
 * @param status what the key is used for
 * @param createdAt when the key was made
 * @param since when the status last changed
 * @param algorithm the sealer's name for the algorithm, {@code [A-Z0-9_]{1,64}}
 * @param material the secret
 */
public record TokenKey(
        String id, Status status, Instant createdAt, Instant since, String algorithm, KeyMaterial material) {

    /** What a key is used for. */
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

    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern ALGORITHM = Pattern.compile("[A-Z0-9_]{1,64}");

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
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A key id is 1 to 32 characters of a-z 0-9");
        }
        if (!ALGORITHM.matcher(algorithm).matches()) {
            throw new IllegalArgumentException("An algorithm is 1 to 64 characters of A-Z 0-9 _");
        }
    }

    /** The same key in another status. */
    TokenKey changed(Status other, Instant now) {
        return new TokenKey(id, other, createdAt, now.truncatedTo(ChronoUnit.SECONDS), algorithm, material);
    }
}
