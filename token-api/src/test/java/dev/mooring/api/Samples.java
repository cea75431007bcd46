package dev.mooring.api;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;

/** The time, the keys and the session that these tests share. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private Samples() {}

    /** A key whose secret follows from its id, a {@code k} and a number. */
    public static TokenKey key(String id, TokenKey.Status status) {
        byte[] secret = {Byte.parseByte(id.substring(1))};
        return new TokenKey(id, status, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(secret));
    }

    public static KeySet keys(TokenKey... keys) {
        return KeySet.of("hmac-sha256", List.of(keys));
    }

    public static SnapshotBuilder session() {
        return SessionSnapshot.builder("session-1", NOW);
    }
}
