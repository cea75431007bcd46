package dev.mooring.token;

import dev.mooring.token.internal.KeyFileFormat;
import dev.mooring.token.internal.KeyIds;
import dev.mooring.token.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one sealer at one time: exactly one that seals, and others that open. Immutable and thread-safe;
 * {@code toString} shows ids and statuses only.
 *
 * <p>{@link #toText} and {@link #parse} are the key file format, the same for every sealer:
 *
 * <pre>
 * mooring-keys 1 hmac-sha256
 * key k3f9a21c4 sealing 2026-11-23T10:00:00Z since 2026-11-23T10:00:00Z HMAC_SHA256 clear &lt;base64url&gt;
 * </pre>
 */
public final class KeySet {
    private static final Pattern SEALER = Pattern.compile("[a-z0-9-]{1,32}");

    private final String sealerId;
    private final List<TokenKey> keys;
    private final TokenKey sealingKey;

    private KeySet(String sealerId, List<TokenKey> keys) {
        if (!SEALER.matcher(sealerId).matches()) {
            throw new IllegalArgumentException("A sealer id is 1 to 32 characters of a-z 0-9 -");
        }
        this.sealerId = sealerId;
        this.keys = List.copyOf(keys);
        Set<String> ids = new HashSet<>();
        for (TokenKey key : this.keys) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("The key id " + key.id() + " is there twice: an id names one key");
            }
        }
        List<TokenKey> sealing = this.keys.stream()
                .filter(key -> key.status() == TokenKey.Status.SEALING)
                .toList();
        if (sealing.size() != 1) {
            throw new IllegalArgumentException(
                    "Exactly one key of a set has the status sealing, and here it is " + sealing.size());
        }
        this.sealingKey = sealing.get(0);
    }

    /**
     * Puts keys together.
     *
     * @param sealerId the sealer they are for
     * @param keys the keys, exactly one of them {@link TokenKey.Status#SEALING}, each id once
     * @return the set
     * @throws IllegalArgumentException when they are not such a set
     */
    public static KeySet of(String sealerId, List<TokenKey> keys) {
        return new KeySet(sealerId, keys);
    }

    /**
     * Makes a set of one new sealing key.
     *
     * @param sealer makes the key
     * @param algorithm one of its algorithms
     * @param now when the key is made, cut to seconds
     * @param random gives the key its id
     * @param kms encrypts the material, where one is given
     * @return the set
     * @throws IllegalArgumentException when the sealer refuses the algorithm or the KMS
     */
    public static KeySet generate(
            TokenSealerProvider sealer,
            String algorithm,
            Instant now,
            SecureRandom random,
            @Nullable KeyEncryption kms) {
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        return of(
                sealer.id(),
                List.of(new TokenKey(
                        KeyIds.next(random),
                        TokenKey.Status.SEALING,
                        created,
                        created,
                        algorithm,
                        sealer.generateKey(algorithm, kms))));
    }

    /**
     * Reads the text of a key file.
     *
     * @param text the whole text
     * @return the set
     * @throws IllegalArgumentException when it is not strictly of the format; the message names the line and what is
     *     expected there, never its content
     */
    public static KeySet parse(String text) {
        return KeyFileFormat.parse(text);
    }

    /**
     * Writes the text of a key file, which {@link #parse} reads back. It holds the secrets.
     *
     * @return the text, with a final line break
     */
    public String toText() {
        return KeyFileFormat.format(this);
    }

    /**
     * The sealer that these keys are for.
     *
     * @return its id
     */
    public String sealerId() {
        return sealerId;
    }

    /**
     * All keys.
     *
     * @return the keys in the order of the file
     */
    public List<TokenKey> keys() {
        return keys;
    }

    /**
     * The key that seals.
     *
     * @return the one key with that status
     */
    public TokenKey sealingKey() {
        return sealingKey;
    }

    /**
     * Finds a key.
     *
     * @param id its id
     * @return the key, or empty where the set has none of that id
     */
    public Optional<TokenKey> key(String id) {
        Objects.requireNonNull(id, "id");
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySet that && sealerId.equals(that.sealerId) && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sealerId, keys);
    }

    @Override
    public String toString() {
        return "KeySet[" + sealerId + ", "
                + keys.stream().map(key -> key.id() + " " + key.status().word()).toList() + "]";
    }
}
