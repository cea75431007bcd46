package dev.mooring.api.keys;

import dev.mooring.api.internal.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one sealer at one time: exactly one that seals, and others that open. Immutable and thread-safe;
 * {@code toString} shows ids and statuses only.
 *
 * <p>A key's life: it is staged, {@link #promote promoted} when every server has learnt it, and {@link #remove removed}
 * when its last token has expired. Each step answers with a new set; {@code KeyMaker} of {@code mooring-token} makes new
 * keys, and its {@code KeyFile} keeps a set on disk.
 */
public final class KeySet {
    private final String sealerId;
    private final List<TokenKey> keys;
    private final TokenKey sealingKey;

    private KeySet(String sealerId, List<TokenKey> keys) {
        this.sealerId = Ids.PROVIDER.checked("A sealer id", sealerId);
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
     * Says from when on no token of a key can be alive, as {@link TokenKey#removableAt}.
     *
     * @param id a key that does not seal
     * @param reload how often servers re-read their keys, from zero to 30 days
     * @param maxTtl the longest life of a token, from a millisecond to 30 days
     * @return the instant
     * @throws IllegalArgumentException when there is no such key, or a duration is out of its range
     * @throws IllegalStateException when it is the key that seals
     */
    public Instant removableAt(String id, Duration reload, Duration maxTtl) {
        Objects.requireNonNull(reload, "reload");
        Objects.requireNonNull(maxTtl, "maxTtl");
        TokenKey key = removable(id);
        return key.removableAt(reload, maxTtl).orElse(key.since());
    }

    /**
     * Ends a key of which no token can be alive.
     *
     * @param id a key that does not seal
     * @param now the time now
     * @param reload how often servers re-read their keys, from zero to 30 days
     * @param maxTtl the longest life of a token, from a millisecond to 30 days
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
     * Makes sure that these keys are for one sealer.
     *
     * @param id the id of that sealer
     * @throws IllegalArgumentException when they are for another sealer; the message names both
     */
    public void requireSealer(String id) {
        Objects.requireNonNull(id, "id");
        if (!sealerId.equals(id)) {
            throw new IllegalArgumentException("These keys are for the sealer " + sealerId + ", and not for " + id
                    + ": name the keys of that sealer, or choose the sealer of these keys");
        }
    }

    /** {@return the id of the sealer that these keys are for} */
    public String sealerId() {
        return sealerId;
    }

    /** {@return all keys, in the order of the file} */
    public List<TokenKey> keys() {
        return keys;
    }

    /** {@return the one key that seals} */
    public TokenKey sealingKey() {
        return sealingKey;
    }

    /**
     * Finds a key.
     *
     * @param id its id
     * @return the key; empty if the set has none of that id
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
