package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedgerProvider;
import dev.mooring.token.Providers;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLedgerProviderTest {

    @ParameterizedTest
    @ValueSource(strings = {"redis://h", "rediss://h", "REDIS://h"})
    void provider_ofBothSchemes_isFound(String address) {
        SessionLedgerProvider found = Providers.discover().ledger(URI.create(address));
        assertInstanceOf(RedisLedgerProvider.class, found);
        assertEquals("redis", found.id());
        assertEquals(Set.of("redis", "rediss"), found.schemes());
    }

    @Test
    void open_address_givesALedger() {
        try (FakeRedis server = FakeRedis.answering("DONE");
                SessionLedger ledger = new RedisLedgerProvider().open(server.address(""), LedgerSettings.DEFAULT)) {
            assertInstanceOf(RedisLedger.class, ledger);
        }
    }

    @Test
    void open_addressOfAnotherForm_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RedisLedgerProvider().open(URI.create("redis://h?x=y"), LedgerSettings.DEFAULT));
    }

    /** As a file or a variable holds it. */
    @Test
    void openLedger_textWithALineBreak_isStripped() throws Exception {
        try (FakeRedis server = FakeRedis.answering("DONE");
                SessionLedger ledger =
                        Providers.discover().openLedger("\t" + server.address("") + "\r\n", LedgerSettings.DEFAULT)) {
            ledger.revoke("s");
            assertEquals(1, server.received("EVALSHA").size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://:canary%zz@h", "redis://:canary word@h", "canary", ":canary", ""})
    void openLedger_textThatIsNoAddress_isRefusedWithoutShowingIt(String text) {
        Providers providers = Providers.discover();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> providers.openLedger(text, LedgerSettings.DEFAULT));
        for (Throwable shown = refused; shown != null; shown = shown.getCause()) {
            assertFalse(shown.toString().contains("canary"), shown.toString());
        }
    }
}
