package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.session.SessionListener.Step;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Asks a ledger, and takes everything but a certain answer for a refusal. */
record LedgerGate(SessionLedger ledger, SessionListener listener) {

    /** One question to the ledger. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws LedgerUnavailableException;
    }

    Answer claim(SessionSnapshot snapshot, Instant issuedAt, ResumeAttempt attempt, boolean retryable) {
        Claim claim = new Claim(
                snapshot.sessionId(),
                snapshot.generation(),
                snapshot.checkpoint(),
                attempt,
                issuedAt,
                keepUntil(snapshot));
        return certain(retryable, () -> Objects.requireNonNull(ledger.claim(claim), "the ledger's answer"));
    }

    boolean supersede(SessionSnapshot snapshot) {
        return certain(
                true,
                () -> ledger.supersede(
                        snapshot.sessionId(), snapshot.generation(), snapshot.checkpoint(), keepUntil(snapshot)));
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
    private static Instant keepUntil(SessionSnapshot snapshot) {
        Duration most = SessionSnapshot.GREATEST_MAX_AGE;
        Duration age = snapshot.maxAge().compareTo(most) < 0 ? snapshot.maxAge() : most;
        return snapshot.createdAt().plus(age).plus(LedgerSettings.GREATEST_CLOCK_SKEW);
    }

    private <T> T certain(boolean retryable, Question<T> question) {
        try {
            return question.ask();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            listener.failed(Step.LEDGER, e);
            throw new ResumeTokenException(
                    Reason.LEDGER_UNAVAILABLE, "The ledger did not answer for certain", retryable);
        }
    }
}
