package dev.mooring.session;

import dev.mooring.api.ledger.Superseding;
import dev.mooring.session.Session.Ending;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;

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

    /** Suspends a session, and asks the ledger if it has to be asked. */
    SuspendedSession suspend(Session session) {
        return suspend(session, true);
    }

    /** Suspends a session, and asks no ledger that was silent a moment ago if a token can be issued without it. */
    SuspendedSession suspendUnasked(Session session) {
        return suspend(session, false);
    }

    /** Whether a suspend has to wait for a ledger that was silent a moment ago. */
    boolean waitsForSilentLedger(Session session) {
        return session.isSuperseding() && ledger.isSilent();
    }

    private SuspendedSession suspend(Session session, boolean insisting) {
        Capture cut = session.freeze();
        try {
            SuspendedSession suspended = issue(session, cut, insisting);
            ender.end(session, Ending.SUSPENDED);
            return suspended;
        } finally {
            session.thaw();
        }
    }

    /** Frequent checkpoints would wait for a ledger that is down, one after the other. */
    SuspendedSession checkpoint(Session session) {
        return issue(session, session.checkpoint(), false);
    }

    private SuspendedSession issue(Session session, Capture cut, boolean insisting) {
        Capture.Captured captured = cut.toSnapshot(parts.missingReferences());
        ResumeToken token = tokens.issue(captured.snapshot(), session.context());
        if (session.isSuperseding()) {
            supersede(
                    session,
                    cut.untouched() ? Superseding.ASK : captured.snapshot().checkpoint());
        } else if (!cut.untouched() && session.settlement().isOpen()) {
            settleIfAnswered(session, insisting);
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
            session.settlement().close();
        }
    }

    /** In doubt the token is issued: it is worth more to an honest client than a rewind is to a dishonest one. */
    private void settleIfAnswered(Session session, boolean insisting) {
        if (!insisting && ledger.isSilent()) {
            parts.listener().issuedUnsettled(session);
            return;
        }
        try {
            settle(session);
        } catch (ResumeTokenException refusal) {
            if (refusal.reason() != Reason.LEDGER_UNAVAILABLE) {
                throw refusal;
            }
            parts.listener().issuedUnsettled(session);
        }
    }

    /** Ends the attempt that resumed the session, once, if there was one. */
    void settle(Session session) {
        session.settlement().settle(() -> supersede(session, Superseding.SETTLE));
    }
}
