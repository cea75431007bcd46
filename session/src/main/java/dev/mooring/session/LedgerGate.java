package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.session.SessionListener.Part;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Asks a ledger, and refuses if there is no certain answer. */
record LedgerGate(SessionLedger ledger, SessionListener listener) {

    /** One question to the ledger. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws LedgerUnavailableException;
    }

    Answer claim(Claim claim, boolean retryable) {
        return certain(retryable, () -> Objects.requireNonNull(ledger.claim(claim), "the ledger's answer"));
    }

    /** Says whether a session is the current copy, and ends its older tokens if it is. */
    boolean supersede(Session session, long checkpoint) {
        Superseding superseding = new Superseding(
                session.id(),
                session.generation(),
                checkpoint,
                session.copy(),
                keepUntil(session.createdAt(), session.maxAge()));
        return certain(true, () -> ledger.supersede(superseding));
    }

    void revoke(String sessionId) {
        certain(true, () -> {
            ledger.revoke(sessionId);
            return sessionId;
        });
    }

    /**
     * When no server can accept a token of the session any more: no session lives longer than the greatest age, and no
     * server's clock may be off by more than the greatest skew.
     */
    static Instant keepUntil(Instant createdAt, Duration maxAge) {
        Duration most = SessionSnapshot.GREATEST_MAX_AGE;
        Duration age = maxAge.compareTo(most) < 0 ? maxAge : most;
        return createdAt.plus(age).plus(LedgerSettings.GREATEST_CLOCK_SKEW);
    }

    private <T> T certain(boolean retryable, Question<T> question) {
        try {
            return question.ask();
        } catch (Throwable e) {
            Faults.passOnErrors(e);
            listener.failed(Part.LEDGER, e);
            throw new ResumeTokenException(
                    Reason.LEDGER_UNAVAILABLE, "The ledger did not answer for certain", retryable || isNotAsked(e));
        }
    }

    /** Whether nothing has happened, so that even a client without an attempt may try again. */
    private static boolean isNotAsked(Throwable failure) {
        return failure instanceof LedgerUnavailableException unavailable && unavailable.isNotAsked();
    }
}
