package dev.mooring.api.keys;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.key;
import static dev.mooring.api.Samples.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.TokenKey.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLifeCycleTest {
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration MAX_TTL = Duration.ofHours(24);
    private static final KeySet THREE =
            keys(key("k1", Status.OPENING), key("k2", Status.SEALING), key("k3", Status.STAGED));

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k3"})
    void promote_letsAKeySeal_andTheOneBeforeOpen(String id) {
        KeySet promoted = THREE.promote(id, LATER.plusMillis(1));
        assertEquals(id, promoted.sealingKey().id());
        for (TokenKey key : promoted.keys()) {
            TokenKey before = THREE.key(key.id()).orElseThrow();
            boolean changed = key.id().equals(id) || key.id().equals("k2");
            assertEquals(changed ? LATER : NOW, key.since());
            assertEquals(NOW, key.createdAt());
            assertEquals(before.material(), key.material());
        }
        assertEquals(Status.OPENING, promoted.key("k2").orElseThrow().status());
        assertEquals(
                List.of("k1", "k2", "k3"),
                promoted.keys().stream().map(TokenKey::id).toList());
    }

    @Test
    void promote_ofTheSealingKey_isRefused() {
        var error = assertThrows(IllegalStateException.class, () -> THREE.promote("k2", NOW));
        assertTrue(error.getMessage().contains("k2"));
    }

    @Test
    void key_thatIsNotThere_isRefusedWithThoseThatAre() {
        for (var step : List.<Executable>of(
                () -> THREE.promote("k9", NOW),
                () -> THREE.remove("k9", NOW, RELOAD, MAX_TTL),
                () -> THREE.removeAnyway("k9"))) {
            var error = assertThrows(IllegalArgumentException.class, step);
            assertTrue(error.getMessage().contains("k1, k2, k3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k3"})
    void remove_beforeTheLastTokenIsDead_saysWhenItMay(String id) {
        Instant dead = NOW.plus(RELOAD).plus(MAX_TTL);
        assertEquals(dead, THREE.removableAt(id, RELOAD, MAX_TTL));
        var error =
                assertThrows(IllegalStateException.class, () -> THREE.remove(id, dead.minusMillis(1), RELOAD, MAX_TTL));
        assertTrue(error.getMessage().contains(dead.toString()));
        KeySet removed = THREE.remove(id, dead, RELOAD, MAX_TTL);
        assertEquals(2, removed.keys().size());
        assertTrue(removed.key(id).isEmpty());
        assertEquals(removed, THREE.removeAnyway(id));
    }

    @Test
    void remove_countsFromTheLastChange() {
        KeySet promoted = THREE.promote("k3", LATER);
        assertEquals(LATER.plus(RELOAD).plus(MAX_TTL), promoted.removableAt("k2", RELOAD, MAX_TTL));
    }

    @Test
    void d03_remove_ofTheSealingKey_isRefusedAlsoByForce() {
        assertThrows(IllegalStateException.class, () -> THREE.remove("k2", Instant.MAX, RELOAD, MAX_TTL));
        assertThrows(IllegalStateException.class, () -> THREE.removeAnyway("k2"));
        assertThrows(IllegalStateException.class, () -> THREE.removableAt("k2", RELOAD, MAX_TTL));
    }

    static Stream<Arguments> removableAt_withADurationOutOfItsRange_isRefused() {
        return Stream.of(
                Arguments.of(RELOAD.negated(), MAX_TTL),
                Arguments.of(Duration.ofDays(31), MAX_TTL),
                Arguments.of(RELOAD, Duration.ZERO),
                Arguments.of(RELOAD, Duration.ofDays(31)));
    }

    @ParameterizedTest
    @MethodSource
    void removableAt_withADurationOutOfItsRange_isRefused(Duration reload, Duration maxTtl) {
        assertThrows(IllegalArgumentException.class, () -> THREE.removableAt("k1", reload, maxTtl));
    }
}
