package dev.mooring.testkit;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.testkit.PlainLedger.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class PlainLedgerTest extends SharedLedgerContract {
    /** The fault of the ledgers from now on; {@link SessionLedgerContractTest} asks for it. */
    static volatile Flaw flaw = Flaw.NONE;

    final Map<String, PlainLedger.Entry> entries = new ConcurrentHashMap<>();
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final Object waiting = new Object();
    volatile boolean hanging;
    volatile boolean dead;

    /** Waits for an answer that does not come, until there is one or the time is over. */
    void hang(Duration most) throws LedgerUnavailableException {
        try {
            long end = System.nanoTime() + most.toNanos();
            synchronized (waiting) {
                for (long left = most.toMillis(); hanging && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    waiting.wait(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerUnavailableException("no answer in time");
    }

    @Override
    protected void hangStore() {
        hanging = true;
    }

    @Override
    protected void letStoreGoOn() {
        hanging = false;
        synchronized (waiting) {
            waiting.notifyAll();
        }
    }

    @Override
    protected void killStore() {
        dead = true;
    }

    @Override
    protected void restartStore() {
        dead = false;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(flaw == Flaw.NONE ? 30 : 2);
    }

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
