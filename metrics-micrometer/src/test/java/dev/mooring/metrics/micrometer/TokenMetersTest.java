package dev.mooring.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokenMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OneSession providers =
            new OneSession(SessionSnapshot.builder("s", NOW).build());

    private static TokenKey key(String id, Status status) {
        return new TokenKey(id, status, NOW, NOW, "NONE", KeyMaterial.clear(new byte[32]));
    }

    private static KeySet keys(TokenKey... keys) {
        return KeySet.of(OneSession.SEALER, List.of(keys));
    }

    private ResumeTokenManager.Builder builder(KeySource keys) {
        return ResumeTokenManager.builder()
                .codec(providers.codec())
                .sealer(providers)
                .keys(keys)
                .keysReload(Duration.ZERO)
                .clock(() -> NOW)
                .listener(new TokenMeters(registry));
    }

    private ResumeTokenManager manager(TokenKey... keys) {
        return builder(KeySource.of(keys(keys))).build();
    }

    /** Every counter that has counted, as text, with its tags in the order of their names. */
    private Map<String, Double> counted() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .collect(Collectors.toMap(
                        id -> id.getName().substring("mooring.".length())
                                + id.getTags().stream()
                                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                                        .toList(),
                        id -> registry.get(id.getName())
                                .tags(id.getTags())
                                .counter()
                                .count(),
                        Double::sum,
                        TreeMap::new));
    }

    @Test
    void tokens_issuedAndOpened_areCountedByKeySealerAndCodec() {
        ResumeTokenManager manager = manager(key("k1", Status.SEALING));
        String text = manager.issue(providers.session()).text();
        manager.open(text);
        manager(key("k1", Status.OPENING), key("k2", Status.SEALING)).open(text);
        assertEquals(
                Map.of(
                        "keys.unavailable[]",
                        0.0,
                        "tokens.issued[codec=one, key=k1, sealer=open-seal]",
                        1.0,
                        "tokens.opened[codec=one, key=k1, outdated=none, sealer=open-seal]",
                        1.0,
                        "tokens.opened[codec=one, key=k1, outdated=key, sealer=open-seal]",
                        1.0),
                counted());
    }

    @Test
    void tokens_refused_areCountedByReason_andMadeUpIdsAreUnknown() {
        String text =
                manager(key("k9", Status.SEALING)).issue(providers.session()).text();
        registry.clear();
        ResumeTokenManager manager = manager(key("k1", Status.SEALING));
        assertThrows(ResumeTokenException.class, () -> manager.open(text));
        assertThrows(ResumeTokenException.class, () -> manager.open("x"));
        assertThrows(ResumeTokenException.class, () -> manager.open("y"));
        assertEquals(
                Map.of(
                        "keys.unavailable[]",
                        0.0,
                        "tokens.refused[codec=one, key=unknown, reason=unknown_key, sealer=open-seal]",
                        1.0,
                        "tokens.refused[codec=unknown, key=unknown, reason=malformed, sealer=unknown]",
                        2.0),
                counted());
    }

    @Test
    void keys_thatChangeAndVanish_areCounted() {
        KeySet[] now = {keys(key("k1", Status.SEALING))};
        ResumeTokenManager manager = builder(() -> {
                    if (now[0] == null) {
                        throw new IOException("gone");
                    }
                    return now[0];
                })
                .build();
        now[0] = keys(key("k1", Status.OPENING), key("k2", Status.SEALING));
        manager.issue(providers.session());
        now[0] = null;
        manager.issue(providers.session());
        manager.issue(providers.session());
        assertEquals(1.0, counted().get("keys.changed[sealer=open-seal]"));
        assertEquals(2.0, counted().get("keys.unavailable[]"));
    }

    @Test
    void registry_thatIsClosed_changesNothing() {
        ResumeTokenManager manager = manager(key("k1", Status.SEALING));
        registry.close();
        assertDoesNotThrow(() -> manager.open(manager.issue(providers.session()).text()));
    }
}
