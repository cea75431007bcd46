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
 *
 * <p>With a KMS, every key that it makes is encrypted for its own id, sealer and algorithm, and cannot stand for another
 * key.
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
     * @throws IllegalArgumentException when the sealer refuses the algorithm, or the KMS does not encrypt the key; the
     *     exception of the KMS is the cause
     */
    public KeySet create(String algorithm, Instant now) {
        Made made = new Made(algorithm, sealer.generateKey(algorithm));
        return KeySet.of(sealer.id(), List.of(key(nextId(), TokenKey.Status.SEALING, now, made)));
    }

    /**
     * Makes a set of keys that another tool made: its primary key seals, the others are staged.
     *
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @return the set
     * @throws IllegalArgumentException when the document cannot be taken over, or the KMS refuses; the exception of the KMS
     *     is the cause
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
     * @throws IllegalArgumentException when the set is another sealer's, the sealer refuses the algorithm, the KMS does not
     *     encrypt the key, or the keys of the set are protected otherwise than those of this maker
     */
    public KeySet stage(KeySet keys, String algorithm, Instant now) {
        keys.requireSealer(sealer.id());
        KmsKeys.checkProtection(keys, kms);
        return withStaged(keys, List.of(new Made(algorithm, sealer.generateKey(algorithm))), now);
    }

    /**
     * Adds the keys that another tool made as staged ones, except those that the set has already.
     *
     * @param keys the set, of this sealer
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @return the set with these keys at its end
     * @throws IllegalArgumentException when the set is another sealer's, the document cannot be taken over or has no key
     *     that is new, the KMS refuses, or the keys of the set are protected otherwise than those of this maker
     * @throws UnsupportedOperationException when the sealer takes over none
     */
    public KeySet stageFrom(KeySet keys, byte[] document, Instant now) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(now, "now");
        keys.requireSealer(sealer.id());
        List<TokenKey> clear = KmsKeys.inTheClear(keys, kms).keys();
        List<Made> added = sealer.importKeys(document, kms).stream()
                .filter(imported ->
                        clear.stream().noneMatch(key -> key.material().equals(imported.material())))
                .map(Made::of)
                .toList();
        if (added.isEmpty()) {
            throw new IllegalArgumentException(
                    "Every key of the document is in this set already: nothing is to be done");
        }
        return withStaged(keys, added, now);
    }

    /**
     * Encrypts the keys of a set by the KMS. Ids, statuses and times stay, so tokens of these keys go on to open.
     *
     * @param keys the set, of this sealer and in the clear
     * @return the same keys, encrypted
     * @throws IllegalArgumentException when the set is another sealer's, a key is encrypted already, or the KMS does not
     *     encrypt a key; the exception of the KMS is the cause
     * @throws IllegalStateException when this maker has no KMS
     */
    public KeySet encrypt(KeySet keys) {
        keys.requireSealer(sealer.id());
        KeyEncryption service = kms;
        if (service == null) {
            throw new IllegalStateException("This maker has no KMS to encrypt keys with: make one that has");
        }
        return KeySet.of(
                keys.sealerId(),
                keys.keys().stream()
                        .map(key -> KmsKeys.encrypted(keys.sealerId(), key, service))
                        .toList());
    }

    private KeySet withStaged(KeySet keys, List<Made> added, Instant now) {
        List<TokenKey> all = new ArrayList<>(keys.keys());
        for (Made made : added) {
            all.add(key(freshId(all), TokenKey.Status.STAGED, now, made));
        }
        return KeySet.of(keys.sealerId(), all);
    }

    /** Times of keys are cut to seconds, because people read them. */
    private TokenKey key(String id, TokenKey.Status status, Instant now, Made made) {
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        TokenKey key = new TokenKey(id, status, created, created, made.algorithm(), made.material());
        return kms == null ? key : KmsKeys.encrypted(sealer.id(), key, kms);
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
