package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
}
