package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger in memory that writes down its supersedings, and can be down for them. */
final class WatchedLedger implements SessionLedger {
    private final SessionLedger ledger;
    final List<Superseding> supersedings = new CopyOnWriteArrayList<>();
    volatile boolean down;
    /** Runs in each superseding before it is answered. */
    volatile Runnable asked = () -> {};

    WatchedLedger(MovableClock clock) {
        ledger = InMemoryLedger.builder().clock(clock).build();
    }

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        return ledger.claim(claim);
    }

    @Override
    public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
        supersedings.add(superseding);
        asked.run();
        if (down) {
            throw new LedgerUnavailableException("down");
        }
        return ledger.supersede(superseding);
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        ledger.revoke(sessionId);
    }

    @Override
    public void check() throws LedgerUnavailableException {
        ledger.check();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
