package dev.mooring.rollout;

import dev.mooring.token.KeySet;
import dev.mooring.token.Providers;
import dev.mooring.token.TokenKey;
import dev.mooring.token.TokenKey.Status;
import dev.mooring.token.spi.TokenSealerProvider;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The life of keys, as far as a plan needs it: nothing of this is written anywhere. */
final class KeyChanges {

    private KeyChanges() {}

    /** A new set of one sealing key. */
    static KeySet create(String sealerId, String keyId) {
        return KeySet.of(sealerId, List.of(newKey(sealerId, keyId, Status.SEALING)));
    }

    /** Adds a key that opens and does not seal yet. */
    static KeySet stage(KeySet keys, String keyId) {
        return KeySet.of(
                keys.sealerId(),
                Stream.concat(keys.keys().stream(), Stream.of(newKey(keys.sealerId(), keyId, Status.STAGED)))
                        .toList());
    }

    /** Makes a key the sealing one, and the one before it opening. */
    static KeySet promote(KeySet keys, String keyId) {
        known(keys, keyId);
        return KeySet.of(
                keys.sealerId(),
                keys.keys().stream().map(key -> afterPromotion(key, keyId)).toList());
    }

    private static TokenKey afterPromotion(TokenKey key, String promoted) {
        if (key.id().equals(promoted)) {
            return with(key, Status.SEALING);
        }
        return key.status() == Status.SEALING ? with(key, Status.OPENING) : key;
    }

    /** Ends a key that does not seal. */
    static KeySet remove(KeySet keys, String keyId) {
        if (known(keys, keyId).status() == Status.SEALING) {
            throw new IllegalArgumentException("the key " + keyId + " is sealing: promote another one first");
        }
        Predicate<TokenKey> removed = key -> key.id().equals(keyId);
        return KeySet.of(
                keys.sealerId(), keys.keys().stream().filter(removed.negate()).toList());
    }

    private static TokenKey known(KeySet keys, String keyId) {
        return keys.key(keyId)
                .orElseThrow(() -> new IllegalArgumentException("there is no key " + keyId + " in that file: it has "
                        + keys.keys().stream().map(TokenKey::id).toList()));
    }

    private static TokenKey with(TokenKey key, Status status) {
        return new TokenKey(key.id(), status, key.createdAt(), key.since(), key.algorithm(), key.material());
    }

    private static TokenKey newKey(String sealerId, String keyId, Status status) {
        TokenSealerProvider sealer = Providers.discover().sealer(sealerId);
        String algorithm = sealer.algorithms().get(0);
        return new TokenKey(
                keyId, status, Instant.EPOCH, Instant.EPOCH, algorithm, sealer.generateKey(algorithm, null));
    }
}
