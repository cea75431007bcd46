package dev.mooring.testkit;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.testkit.PlainLedger.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class PlainLedgerTest extends SessionLedgerContract {
    /** What is wrong with the ledgers from now on; {@link SessionLedgerContractTest} asks for it. */
    static volatile Flaw flaw = Flaw.NONE;

    final Map<String, PlainLedger.Entry> entries = new ConcurrentHashMap<>();
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected SessionLedger open(LedgerSettings with) {
        return new PlainLedger(flaw, with, this);
    }

    @Override
    protected Instant now() {
        return now;
    }

    @Override
    protected void advance(Duration time) {
        now = now.plus(time);
    }
}
