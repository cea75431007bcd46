package dev.mooring.crypto.hmac;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import java.time.Instant;
import java.util.List;

/** Keys whose bytes are known. */
final class TestKeys {
    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");

    private TestKeys() {}

    /** {@code length} bytes that count up from {@code first}. */
    static byte[] counting(int first, int length) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) (first + i);
        }
        return key;
    }

    static TokenKey key(String id, TokenKey.Status status, String algorithm, KeyMaterial material) {
        return new TokenKey(id, status, MADE, MADE, algorithm, material);
    }

    static TokenKey key(String id, TokenKey.Status status, byte[] bytes) {
        return key(id, status, "HMAC_SHA256", KeyMaterial.clear(bytes));
    }

    static TokenSealer sealer(TokenKey... keys) {
        return new HmacSealerProvider().sealer(KeySet.of("hmac-sha256", List.of(keys)));
    }

    /** A sealer with the one key {@code k1} of these bytes. */
    static TokenSealer sealer(byte[] bytes) {
        return sealer(key("k1", TokenKey.Status.SEALING, bytes));
    }
}
