package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedgerProvider;
import java.net.URI;
import java.util.Set;

/**
 * The ledger {@code redis}, for addresses such as {@code redis://localhost} and {@code rediss://user:password@host:6380/0}.
 *
 * <p>Stateless and thread-safe.
 */
public final class RedisLedgerProvider implements SessionLedgerProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} does the same. */
    public RedisLedgerProvider() {}

    /**
     * The id of this kind of ledger.
     *
     * @return {@code redis}
     */
    @Override
    public String id() {
        return "redis";
    }

    /**
     * The schemes of its addresses.
     *
     * @return {@code redis}, and {@code rediss} for TLS
     */
    @Override
    public Set<String> schemes() {
        return RedisAddress.SCHEMES;
    }

    /**
     * Opens a {@link RedisLedger}; see {@link RedisLedger#open}.
     *
     * @param address the address of the store
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException when the address cannot be used
     * @throws IllegalStateException when the store can be reached and is not fit to be a ledger
     */
    @Override
    public SessionLedger open(URI address, LedgerSettings settings) {
        return RedisLedger.open(address, settings);
    }
}
