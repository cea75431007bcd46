package dev.mooring.session;

import dev.mooring.session.Session.Ending;
import java.time.Duration;
import java.time.Instant;

/**
 * Ends the sessions of a manager, each once, and tells the listener how.
 *
 * @param parts the parts and policies of the manager
 * @param ledger keeps revocations
 * @param registry the live sessions
 */
record Ender(ManagerParts parts, LedgerGate ledger, SessionRegistry registry) {

    void end(Session session, Ending how) {
        if (session.end(how)) {
            forget(session, how);
        }
    }

    private void forget(Session session, Ending how) {
        registry.remove(session);
        parts.listener().ended(session, how);
    }

    /** Nothing ends before the ledger keeps the revocation. */
    void revoke(String sessionId) {
        ledger.revoke(sessionId);
        registry.revoke(sessionId).ifPresent(session -> end(session, Ending.REVOKED));
    }

    /** Ends each session that is over now, and counts them. */
    int endExpired(Instant now) {
        int ended = 0;
        for (Session session : registry.live()) {
            if (session.endIf(Ending.EXPIRED, lastActivity -> isOver(session, lastActivity, now))) {
                forget(session, Ending.EXPIRED);
                ended++;
            }
        }
        return ended;
    }

    private boolean isOver(Session session, Instant lastActivity, Instant now) {
        return Duration.between(lastActivity, now).compareTo(parts.idleTimeout()) > 0
                || Duration.between(session.createdAt(), now).compareTo(session.maxAge()) >= 0
                || Duration.between(session.createdAt(), now).compareTo(parts.maxSessionAge()) >= 0;
    }
}
