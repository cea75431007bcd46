package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.api.spi.TokenSealerProvider.ImportedKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of one sealer: a first set, or one more key for a set. Thread-safe.
 *
 * <pre>{@code
 * KeyMaker maker = new KeyMaker(provider, null, new SecureRandom());
 * new KeyFile(path).create(maker.create("HMAC_SHA256", Instant.now()));
 * new KeyFile(path).update(keys -> maker.stage(keys, "HMAC_SHA256", Instant.now()));
 * }</pre>
 */
public final class KeyMaker {
    private final TokenSealerProvider sealer;
    private final @Nullable KeyEncryption kms;
    private final SecureRandom random;

    /**
     * Makes a maker.
     *
     * @param sealer makes the material
     * @param kms encrypts the material, and decrypts an encrypted document that is taken over; null if keys are in the
     *     clear
     * @param random gives the keys their ids
     */
    public KeyMaker(TokenSealerProvider sealer, @Nullable KeyEncryption kms, SecureRandom random) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.kms = kms;
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Makes a set of one new sealing key.
     *
     * @param algorithm one of the sealer's algorithms
     * @param now when the key is made, cut to seconds
     * @return the set
     * @throws IllegalArgumentException when the sealer refuses the algorithm or the KMS
     */
    public KeySet create(String algorithm, Instant now) {
        KeyMaterial material = sealer.generateKey(algorithm, kms);
        return KeySet.of(
                sealer.id(), List.of(key(nextId(), TokenKey.Status.SEALING, now, new Made(algorithm, material))));
    }

    /**
     * Makes a set of keys that another tool made: its primary key seals, the others are staged.
     *
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @return the set
     * @throws IllegalArgumentException when the document cannot be taken over
     * @throws UnsupportedOperationException when the sealer takes over none
     */
    public KeySet createFrom(byte[] document, Instant now) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(now, "now");
        List<TokenKey> keys = new ArrayList<>();
        for (ImportedKey key : sealer.importKeys(document, kms)) {
            TokenKey.Status status = key.primary() ? TokenKey.Status.SEALING : TokenKey.Status.STAGED;
            keys.add(key(freshId(keys), status, now, Made.of(key)));
        }
        return KeySet.of(sealer.id(), keys);
    }

    /**
     * Adds a new key that opens and does not seal yet. When every server has learnt it, {@link KeySet#promote} it.
     *
     * @param keys the set, of this sealer
     * @param algorithm one of the sealer's algorithms
     * @param now when the key is made, cut to seconds
     * @return the set with one more key, its last
     * @throws IllegalArgumentException when the set is another sealer's, the sealer refuses the algorithm, or the keys of
     *     the set are encrypted by a KMS and this maker has none
     */
    public KeySet stage(KeySet keys, String algorithm, Instant now) {
        checkMakes(keys);
        return withStaged(keys, List.of(new Made(algorithm, sealer.generateKey(algorithm, kms))), now);
    }

    /**
     * Adds the keys that another tool made as staged ones, except those that the set has already.
     *
     * @param keys the set, of this sealer
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @return the set with these keys at its end
     * @throws IllegalArgumentException when the set is another sealer's, the document cannot be taken over or has no key
     *     that is new, or the keys of the set are encrypted by a KMS and this maker has none
     * @throws UnsupportedOperationException when the sealer takes over none
     */
    public KeySet stageFrom(KeySet keys, byte[] document, Instant now) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(now, "now");
        checkMakes(keys);
        List<Made> added = sealer.importKeys(document, kms).stream()
                .filter(imported ->
                        keys.keys().stream().noneMatch(key -> key.material().equals(imported.material())))
                .map(Made::of)
                .toList();
        if (added.isEmpty()) {
            throw new IllegalArgumentException(
                    "Every key of the document is in this set already: nothing is to be done");
        }
        return withStaged(keys, added, now);
    }

    private void checkMakes(KeySet keys) {
        keys.requireSealer(sealer.id());
        if (kms == null && keys.sealingKey().material().protection() == KeyMaterial.Protection.KMS) {
            throw new IllegalArgumentException(
                    "The keys of this set are encrypted by a KMS, and a new one would not be:"
                            + " give that KMS, which the API can and the command cannot");
        }
    }

    private KeySet withStaged(KeySet keys, List<Made> added, Instant now) {
        List<TokenKey> all = new ArrayList<>(keys.keys());
        for (Made made : added) {
            all.add(key(freshId(all), TokenKey.Status.STAGED, now, made));
        }
        return KeySet.of(keys.sealerId(), all);
    }

    /** Times of keys are cut to seconds, because people read them. */
    private static TokenKey key(String id, TokenKey.Status status, Instant now, Made made) {
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        return new TokenKey(id, status, created, created, made.algorithm(), made.material());
    }

    private String freshId(List<TokenKey> taken) {
        String id = nextId();
        while (isIn(taken, id)) {
            id = nextId();
        }
        return id;
    }

    private static boolean isIn(List<TokenKey> keys, String id) {
        return keys.stream().anyMatch(key -> key.id().equals(id));
    }

    /** A {@code k} and eight hexadecimal digits: random, so that an id is never used again. */
    private String nextId() {
        return "k" + HexFormat.of().toHexDigits(random.nextInt());
    }

    /** The secret of a key and its algorithm, before the key has an id. */
    private record Made(String algorithm, KeyMaterial material) {
        static Made of(ImportedKey key) {
            return new Made(key.algorithm(), key.material());
        }
    }
}
