package dev.mooring.token;

import dev.mooring.token.internal.KeyFileFormat;
import dev.mooring.token.internal.KeyIds;
import dev.mooring.token.spi.TokenSealerProvider;
import dev.mooring.token.spi.TokenSealerProvider.ImportedKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one sealer at one time: exactly one that seals, and others that open. Immutable and thread-safe;
 * {@code toString} shows ids and statuses only.
 *
 * <p>A key's life: {@link #stage} it, {@link #promote} it when every server has learnt it, promote the next one, and
 * {@link #remove} it when its last token has expired. Each step answers with a new set, which
 * {@link KeyFile#update} writes.
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
        KeyMaterial material = sealer.generateKey(algorithm, kms);
        return of(
                sealer.id(),
                List.of(TokenKey.made(KeyIds.next(random), TokenKey.Status.SEALING, now, algorithm, material)));
    }

    /**
     * Makes a set of keys that another tool made: its primary key seals, the others are staged.
     *
     * @param sealer takes the keys over
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @param random gives the keys their ids
     * @param kms decrypts the document where it is encrypted, and encrypts the material, where one is given
     * @return the set
     * @throws IllegalArgumentException when the document cannot be taken over
     * @throws UnsupportedOperationException when the sealer takes over none
     */
    public static KeySet generateFrom(
            TokenSealerProvider sealer,
            byte[] document,
            Instant now,
            SecureRandom random,
            @Nullable KeyEncryption kms) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(random, "random");
        List<TokenKey> keys = new ArrayList<>();
        for (ImportedKey key : sealer.importKeys(document, kms)) {
            TokenKey.Status status = key.primary() ? TokenKey.Status.SEALING : TokenKey.Status.STAGED;
            keys.add(TokenKey.made(freshId(keys, random), status, now, key.algorithm(), key.material()));
        }
        return of(sealer.id(), keys);
    }

    private static String freshId(List<TokenKey> taken, SecureRandom random) {
        String id = KeyIds.next(random);
        while (isIn(taken, id)) {
            id = KeyIds.next(random);
        }
        return id;
    }

    private static boolean isIn(List<TokenKey> keys, String id) {
        return keys.stream().anyMatch(key -> key.id().equals(id));
    }

    /**
     * Adds a new key that opens and does not seal yet. When every server has learnt it, {@link #promote} it.
     *
     * @param sealer makes the key, the sealer of this set
     * @param algorithm one of its algorithms
     * @param now when the key is made, cut to seconds
     * @param random gives the key its id
     * @param kms encrypts the material, where one is given
     * @return the set with one more key, its last
     * @throws IllegalArgumentException when the sealer is another one or refuses the algorithm, or when the keys of this
     *     set are encrypted by a KMS and none is given
     */
    public KeySet stage(
            TokenSealerProvider sealer,
            String algorithm,
            Instant now,
            SecureRandom random,
            @Nullable KeyEncryption kms) {
        checkMaker(sealer, kms);
        KeyMaterial material = sealer.generateKey(algorithm, kms);
        return withStaged(List.of(new ImportedKey(algorithm, material, false)), now, random);
    }

    /**
     * Adds the keys that another tool made as staged ones, but for those that are here already.
     *
     * @param sealer takes the keys over, the sealer of this set
     * @param document the other tool's file
     * @param now when the keys are taken over, cut to seconds
     * @param random gives the keys their ids
     * @param kms decrypts the document where it is encrypted, and encrypts the material, where one is given
     * @return the set with these keys at its end
     * @throws IllegalArgumentException when the sealer is another one, the document cannot be taken over or has no key
     *     that is new, or the keys of this set are encrypted by a KMS and none is given
     * @throws UnsupportedOperationException when the sealer takes over none
     */
    public KeySet stageFrom(
            TokenSealerProvider sealer,
            byte[] document,
            Instant now,
            SecureRandom random,
            @Nullable KeyEncryption kms) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(random, "random");
        checkMaker(sealer, kms);
        List<ImportedKey> added = sealer.importKeys(document, kms).stream()
                .filter(imported ->
                        keys.stream().noneMatch(key -> key.material().equals(imported.material())))
                .toList();
        if (added.isEmpty()) {
            throw new IllegalArgumentException(
                    "Every key of the document is in this set already: nothing is to be done");
        }
        return withStaged(added, now, random);
    }

    private void checkMaker(TokenSealerProvider sealer, @Nullable KeyEncryption kms) {
        if (!sealer.id().equals(sealerId)) {
            throw new IllegalArgumentException(
                    "These keys are for the sealer " + sealerId + ", and not for " + sealer.id() + ": use that sealer");
        }
        if (kms == null && sealingKey.material().protection() == KeyMaterial.Protection.KMS) {
            throw new IllegalArgumentException(
                    "The keys of this set are encrypted by a KMS, and a new one would not be:"
                            + " give that KMS, which the API can and the command cannot");
        }
    }

    private KeySet withStaged(List<ImportedKey> added, Instant now, SecureRandom random) {
        List<TokenKey> all = new ArrayList<>(keys);
        for (ImportedKey key : added) {
            all.add(TokenKey.made(freshId(all, random), TokenKey.Status.STAGED, now, key.algorithm(), key.material()));
        }
        return of(sealerId, all);
    }

    /**
     * Lets another key seal: a staged one, or one that sealed before. The one that sealed opens only from now on.
     *
     * @param id the key that is to seal
     * @param now when it changes, cut to seconds
     * @return the set, in the same order
     * @throws IllegalArgumentException when there is no such key
     * @throws IllegalStateException when it seals already
     */
    public KeySet promote(String id, Instant now) {
        Objects.requireNonNull(now, "now");
        TokenKey promoted = known(id);
        if (promoted == sealingKey) {
            throw new IllegalStateException("The key " + id + " seals already: nothing is to be done");
        }
        return of(
                sealerId,
                keys.stream()
                        .map(key -> key == promoted
                                ? key.changed(TokenKey.Status.SEALING, now)
                                : key == sealingKey ? key.changed(TokenKey.Status.OPENING, now) : key)
                        .toList());
    }

    /**
     * Says from when on no token of a key can be alive: its last change, and the time until the last server has re-read
     * its keys, and the life of a token that was issued just before. The same holds for a staged key, as it may seal in
     * another copy of the file.
     *
     * @param id a key that does not seal
     * @param reload how often servers re-read their keys, as {@link ManagerBuilder#keysReload}
     * @param maxTtl the longest life of a token, as {@link ManagerBuilder#maxTtl}
     * @return the instant
     * @throws IllegalArgumentException when there is no such key, or a duration is out of its range
     * @throws IllegalStateException when it is the key that seals
     */
    public Instant removableAt(String id, Duration reload, Duration maxTtl) {
        Durations.within("reload", reload, Duration.ZERO, ManagerBuilder.GREATEST_SESSION_AGE);
        Durations.within("max-ttl", maxTtl, Durations.LEAST, ManagerBuilder.GREATEST_SESSION_AGE);
        return removable(id).since().plus(reload).plus(maxTtl);
    }

    /**
     * Ends a key of which no token can be alive.
     *
     * @param id a key that does not seal
     * @param now the time now
     * @param reload how often servers re-read their keys, as {@link ManagerBuilder#keysReload}
     * @param maxTtl the longest life of a token, as {@link ManagerBuilder#maxTtl}
     * @return the set without it
     * @throws IllegalArgumentException when there is no such key, or a duration is out of its range
     * @throws IllegalStateException when it is the key that seals, or {@link #removableAt} is not reached yet
     */
    public KeySet remove(String id, Instant now, Duration reload, Duration maxTtl) {
        Objects.requireNonNull(now, "now");
        Instant removableAt = removableAt(id, reload, maxTtl);
        if (now.isBefore(removableAt)) {
            throw new IllegalStateException("Tokens of the key " + id + " can be alive until " + removableAt
                    + ", and would be refused: remove it then, or by force if it has leaked");
        }
        return removeAnyway(id);
    }

    /**
     * Ends a key at once: every token of it is refused from now on.
     *
     * @param id a key that does not seal
     * @return the set without it
     * @throws IllegalArgumentException when there is no such key
     * @throws IllegalStateException when it is the key that seals
     */
    public KeySet removeAnyway(String id) {
        TokenKey removed = removable(id);
        return of(sealerId, keys.stream().filter(key -> key != removed).toList());
    }

    private TokenKey removable(String id) {
        TokenKey key = known(id);
        if (key == sealingKey) {
            throw new IllegalStateException(
                    "The key " + id + " seals, and is never removed: promote another one first");
        }
        return key;
    }

    private TokenKey known(String id) {
        return key(id).orElseThrow(() -> new IllegalArgumentException("There is no such key here: choose one of "
                + keys.stream().map(TokenKey::id).collect(Collectors.joining(", "))));
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
        for (TokenKey key : keys) {
            if (key.id().equals(id)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
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
