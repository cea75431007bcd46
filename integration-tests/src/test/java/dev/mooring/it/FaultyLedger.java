package dev.mooring.it;

import dev.mooring.token.spi.Claim;
import dev.mooring.token.spi.LedgerUnavailableException;
import dev.mooring.token.spi.SessionLedger;
import java.time.Instant;

/** A ledger that repeats what it was asked, which is the listener's to keep. */
final class FaultyLedger implements SessionLedger {

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        throw new LedgerUnavailableException(claim.sessionId() + claim.attempt().text());
    }

    @Override
    public boolean supersede(String sessionId, long generation, long checkpoint, Instant keepUntil)
            throws LedgerUnavailableException {
        throw new LedgerUnavailableException(sessionId);
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        throw new LedgerUnavailableException(sessionId);
    }

    @Override
    public void close() {}
}
