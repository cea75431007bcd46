package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.time.Instant;
import java.util.List;

/**
 * Makes keys and sealers of one algorithm.
 *
 * @param provider the provider under test
 * @param algorithm one of its algorithms
 */
record SampleKeys(TokenSealerProvider provider, String algorithm) {
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");

    KeyMaterial material() {
        return provider.generateKey(algorithm);
    }

    TokenKey key(String id, TokenKey.Status status) {
        return key(id, status, material());
    }

    TokenKey key(String id, TokenKey.Status status, KeyMaterial material) {
        return new TokenKey(id, status, CREATED_AT, CREATED_AT, algorithm, material);
    }

    KeySet set(TokenKey... keys) {
        return KeySet.of(provider.id(), List.of(keys));
    }

    TokenSealer sealer(TokenKey... keys) {
        return provider.sealer(set(keys));
    }

    /** No sealer is made of these keys, and the message names the fault without a byte of them. */
    void assertRefused(KeySet keys, String named) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> provider.sealer(keys), "made a sealer of " + keys);
        assertTrue(String.valueOf(refused.getMessage()).contains(named), "the message names " + named);
        for (TokenKey key : keys.keys()) {
            Secret secret = new Secret(key.material().bytes());
            for (Throwable shown = refused; shown != null; shown = shown.getCause()) {
                secret.assertNotIn(shown.toString());
            }
        }
    }
}
