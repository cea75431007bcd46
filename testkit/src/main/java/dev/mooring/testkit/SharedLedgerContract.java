package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The contract of a {@link SessionLedger} whose store is apart from it, such as a database that several servers share. Beside
 * the rules of {@link SessionLedgerContract}, it fails closed while the store hangs or is dead, ends each call by its
 * deadline, and works again afterwards.
 *
 * <p>The instances of one process cannot show a lock that only holds within the process, if it is static. A ledger's own
 * tests should also claim from several processes at once.
 */
public abstract class SharedLedgerContract extends SessionLedgerContract {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ResumeAttempt mine = ResumeAttempt.random();

    /** For subclasses. */
    protected SharedLedgerContract() {}

    /** Makes the store accept calls and answer none of them, as a process that is stopped or a table that is locked. */
    protected abstract void hangStore();

    /** Lets the store go on after {@link #hangStore}. */
    protected abstract void letStoreGoOn();

    /** Ends the store, as a crash does. */
    protected abstract void killStore();

    /** Starts the store again after {@link #killStore}, at the same address; it may have forgotten everything. */
    protected abstract void restartStore();

    /**
     * The longest time that a call of a good ledger takes in a test with a deadline of 300 ms, on a busy machine.
     *
     * @return the time; the default is half a minute
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    private SessionLedger hasty() {
        return ledger(settings().withDeadline(SHORT));
    }

    private void assertNoAnswer(Executable call) {
        assertTimeoutPreemptively(
                patience(), () -> assertThrows(LedgerUnavailableException.class, call), "a call ends by its deadline");
    }

    private void assertNoAnswers(SessionLedger ledger) {
        assertNoAnswer(() -> ledger.claim(claim(2, 1, ResumeAttempt.random())));
        assertNoAnswer(() -> ledger.supersede(superseding(2, 1)));
        assertNoAnswer(() -> ledger.supersede(superseding(2, Superseding.ASK)));
        assertNoAnswer(() -> ledger.revoke("another session"));
        assertNoAnswer(ledger::check);
    }

    /** The first answer of a ledger whose store works again; it may need some calls to connect. */
    private Answer answer(SessionLedger ledger, ResumeAttempt attempt) {
        long end = System.nanoTime() + patience().toNanos();
        Answer answer = null;
        while (answer == null) {
            answer = tryToClaim(ledger, attempt);
            assertTrue(answer != null || System.nanoTime() < end, "the ledger does not work again");
            Thread.yield();
        }
        return answer;
    }

    private @Nullable Answer tryToClaim(SessionLedger ledger, ResumeAttempt attempt) {
        try {
            return ledger.claim(claim(2, 1, attempt));
        } catch (LedgerUnavailableException stillAway) {
            return null;
        }
    }

    /**
     * A store that hangs answers nothing, and each call is over by its deadline. A claim that may have been made while it
     * hung belongs to its attempt and to nobody else.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer before
     */
    @Test
    public void call_whileTheStoreHangs_isNotAnsweredAndEnds() throws LedgerUnavailableException {
        SessionLedger ledger = hasty();
        assertEquals(Answer.CLAIMED, answer(ledger, ResumeAttempt.random()));
        hangStore();
        try {
            assertNoAnswer(() -> ledger.claim(claim(3, 1, mine)));
            assertNoAnswers(ledger);
        } finally {
            letStoreGoOn();
        }
        answer(ledger, ResumeAttempt.random());
        Answer certain = ledger.claim(claim(3, 1, mine));
        assertTrue(
                certain == Answer.CLAIMED || certain == Answer.REPEATED || certain == Answer.REVOKED,
                () -> "" + certain);
    }

    /** A store that is dead answers nothing, and the ledger works again once the store does. */
    @Test
    public void call_whileTheStoreIsDead_isNotAnsweredUntilItComesBack() {
        SessionLedger ledger = hasty();
        SessionLedger other = hasty();
        answer(ledger, mine);
        killStore();
        try {
            assertNoAnswers(ledger);
            assertNoAnswers(other);
        } finally {
            restartStore();
        }
        answer(ledger, mine);
        assertEquals(Answer.REPLAYED, answer(other, ResumeAttempt.random()), "both use the store again");
    }
}
