package dev.mooring.spring.boot;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.spring.boot.MooringProperties.LedgerType;
import java.util.function.Function;

/**
 * A ledger that could be opened, on a connection that the application has.
 *
 * @param type its kind
 * @param opening opens it
 */
record LedgerOffer(LedgerType type, Function<LedgerSettings, SessionLedger> opening) {}
