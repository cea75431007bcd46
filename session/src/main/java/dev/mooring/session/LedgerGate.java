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
import java.time.InstantSource;
import java.util.Objects;

/** Asks a ledger, and refuses if there is no certain answer. */
final class LedgerGate {
    private static final Duration REST = Duration.ofSeconds(5);

    private final SessionLedger ledger;
    private final SessionListener listener;
    private final InstantSource clock;
    private volatile Instant silentAt = Instant.MIN;

    LedgerGate(ManagerParts parts) {
        this.ledger = parts.ledger();
        this.listener = parts.listener();
        this.clock = parts.clock();
    }

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
        boolean answered = false;
        try {
            boolean current = certain(true, () -> ledger.supersede(superseding));
            answered = true;
            return current;
        } finally {
            silentAt = answered ? Instant.MIN : clock.instant();
        }
    }

    /**
     * Whether the ledger did not answer the last superseding, whichever session it was for, and that was less than five
     * seconds ago: it would be one more deadline to wait for. After the clock was set back that is not known.
     */
    boolean isSilent() {
        Instant now = clock.instant();
        return !silentAt.isAfter(now) && silentAt.isAfter(now.minus(REST));
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
