package dev.mooring.session;

import dev.mooring.api.ledger.Superseding;
import dev.mooring.session.Session.Ending;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.time.Instant;

/**
 * Issues the tokens of live sessions, and settles or supersedes in the ledger for each. A copy gets no token if the ledger
 * answers that the session has gone on elsewhere.
 *
 * @param tokens issues the tokens
 * @param parts the parts and policies of the manager
 * @param ledger ends older tokens and settles claims
 * @param ender ends the session after a suspend
 */
record Suspender(ResumeTokenManager tokens, ManagerParts parts, LedgerGate ledger, Ender ender) {
    /** Frequent checkpoints would wait for a ledger that is down, one after the other. */
    private static final Duration REST = Duration.ofSeconds(5);

    SuspendedSession suspend(Session session) {
        Capture cut = session.freeze();
        try {
            SuspendedSession suspended = issue(session, cut, Duration.ZERO);
            ender.end(session, Ending.SUSPENDED);
            return suspended;
        } finally {
            session.thaw();
        }
    }

    SuspendedSession checkpoint(Session session) {
        return issue(session, session.checkpoint(), REST);
    }

    /** Issues a token; a ledger that did not settle a claim is left alone for the given time. */
    private SuspendedSession issue(Session session, Capture cut, Duration rest) {
        Capture.Captured captured = cut.toSnapshot(parts.missingReferences());
        ResumeToken token = tokens.issue(captured.snapshot(), session.context());
        if (session.isSuperseding()) {
            supersede(
                    session,
                    cut.untouched() ? Superseding.ASK : captured.snapshot().checkpoint());
        } else if (!cut.untouched()) {
            settleIfAnswered(session, rest);
        }
        return new SuspendedSession(token, captured.snapshot().checkpoint(), captured.leftOut());
    }

    private void supersede(Session session, long checkpoint) {
        if (!ledger.supersede(session, checkpoint)) {
            throw new ResumeTokenException(
                    Reason.REPLAYED,
                    "The session was revoked, or was resumed elsewhere after this copy of it was made");
        }
        if (checkpoint != Superseding.ASK) {
            session.settle(() -> {});
        }
    }

    /** In doubt the token is issued: it is worth more to an honest client than a rewind is to a dishonest one. */
    private void settleIfAnswered(Session session, Duration rest) {
        Instant now = parts.clock().instant();
        try {
            if (session.isUnsettledWithin(rest, now)) {
                parts.listener().issuedUnsettled(session);
            } else {
                settle(session);
            }
        } catch (ResumeTokenException refusal) {
            if (refusal.reason() != Reason.LEDGER_UNAVAILABLE) {
                throw refusal;
            }
            session.noteUnsettled(now);
            parts.listener().issuedUnsettled(session);
        }
    }

    /** Ends the attempt that resumed the session, once, if there was one. */
    void settle(Session session) {
        session.settle(() -> supersede(session, Superseding.SETTLE));
    }
}
