package dev.mooring.api.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerSettingsTest {
    private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT;

    /** SHA-256 of PAE("mooring", "session-1"), computed apart from this library. */
    @Test
    void key_ofSession_isTheHashOfNamespaceAndId() {
        assertEquals("73a8d35d505a239b6da10ea54e929028e573b398c534605d8e41770146941cd6", SETTINGS.key("session-1"));
    }

    @Test
    void key_ofIdsThatLookAlike_differs() {
        Set<String> keys = new HashSet<>();
        keys.add(SETTINGS.withNamespace("a").key("b:c"));
        keys.add(SETTINGS.withNamespace("a.b").key("c"));
        keys.add(SETTINGS.withNamespace("a").key(".bc"));
        keys.add(SETTINGS.withNamespace("ab").key("c"));
        keys.add(SETTINGS.withNamespace("a").key("bc"));
        keys.add(SETTINGS.withNamespace("a").key(""));
        assertEquals(6, keys.size());
        assertEquals(64, SETTINGS.key("x".repeat(10_000)).length());
    }

    @Test
    void key_unpairedSurrogate_isRefusedRatherThanMadeAQuestionMark() {
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.key("a\uD800"));
        assertNotEquals(SETTINGS.key("a?"), SETTINGS.key("a\uD83D\uDE00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A", "a:b", "a/b", "\u00e4"})
    void namespace_outOfForm_isRefused(String namespace) {
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.withNamespace(namespace));
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.withNamespace("n".repeat(65)));
    }

    @Test
    void deadline_outOfRange_isRefused() {
        assertEquals(
                Duration.ofMillis(1),
                SETTINGS.withDeadline(Duration.ofMillis(1)).deadline());
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.withDeadline(Duration.ZERO));
        assertEquals(
                Duration.ofMinutes(1),
                SETTINGS.withDeadline(Duration.ofMinutes(1)).deadline());
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.withDeadline(Duration.ofSeconds(61)));
    }
}
