package dev.mooring.api.ledger;

import java.net.URI;
import java.util.Set;

/**
 * Makes ledgers of one kind.
 *
 * <p>Stateless and thread-safe, with a public constructor without parameters; found by {@link java.util.ServiceLoader}.
 */
public interface SessionLedgerProvider {

    /**
     * Names the provider.
     *
     * @return 1 to 32 characters of {@code a-z 0-9 -}, always the same
     */
    String id();

    /**
     * The schemes of the addresses that it takes, such as {@code redis} and {@code rediss}.
     *
     * @return schemes in lower case, at least one
     */
    Set<String> schemes();

    /**
     * Opens a ledger. A store that cannot be reached yet is no error: the ledger's calls fail until it can be.
     *
     * @param address the store's address, of one of {@link #schemes}; its query holds the settings of this kind of store
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException if the address cannot be used; the message says the remedy and shows no
     *     password
     * @throws IllegalStateException if the store can be reached and is not fit to be a ledger, because it might forget
     */
    SessionLedger open(URI address, LedgerSettings settings);
}
