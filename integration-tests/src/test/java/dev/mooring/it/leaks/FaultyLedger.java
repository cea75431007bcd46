package dev.mooring.it.leaks;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;

/** A ledger that is broken, and repeats its question in its exception, which only the listener gets. */
final class FaultyLedger implements SessionLedger {

    /** Its words are made when they are asked for, so that the JDK's own event of a thrown exception does not have them. */
    private static final class Fault extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private final transient Object asked;

        Fault(Object asked) {
            this.asked = asked;
        }

        @Override
        public String getMessage() {
            return "It was " + asked;
        }
    }

    @Override
    public Answer claim(Claim claim) {
        throw new Fault(claim.sessionId() + claim.attempt().text());
    }

    @Override
    public boolean supersede(Superseding superseding) {
        throw new Fault(superseding.sessionId());
    }

    @Override
    public void revoke(String sessionId) {
        throw new Fault(sessionId);
    }

    @Override
    public void check() {
        throw new Fault("check");
    }

    @Override
    public void close() {}
}
