package dev.mooring.rollout;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.Providers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** New keys for a rehearsal, whose ids the plan gives: nothing of this is written anywhere. */
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

    private static TokenKey newKey(String sealerId, String keyId, Status status) {
        TokenSealerProvider sealer = Providers.discover().sealer(sealerId);
        String algorithm = sealer.algorithms().get(0);
        return new TokenKey(keyId, status, Instant.EPOCH, Instant.EPOCH, algorithm, sealer.generateKey(algorithm));
    }
}
