package dev.mooring.api.ledger;

import dev.mooring.api.snapshot.SessionSnapshot;
import java.time.Duration;

/**
 * Remembers which tokens became sessions, so that of all tokens of one generation at most one becomes a session that goes
 * on, and no session goes back, on however many servers share the ledger.
 *
 * <p><b>The rule.</b> A ledger keeps one entry for each session: the highest generation that was claimed; the attempt that
 * claimed it; the copy of the session that was answered last; the oldest token that is acceptable, by generation and
 * checkpoint; and whether the session was revoked. {@link #claim} and {@link #supersede} say how they read and change it.
 * A claim is <em>settled</em> once the oldest acceptable token is of a later generation. Until then the client may not
 * have its answer, and its attempt can claim again; from then on nothing can.
 *
 * <p><b>Kept long enough.</b> An entry lives under {@link LedgerSettings#key}, at least until the latest {@code keepUntil}
 * of its claims and supersedings, and for {@link #REVOCATION} after a revocation. Nothing ever shortens its life.
 *
 * <p><b>Atomic.</b> Each method is one indivisible step of the store: a ledger that reads first and writes later lets two
 * servers win, and a lock of one process does not keep out another process.
 *
 * <p><b>Failing closed.</b> A ledger that does not know for certain throws {@link LedgerUnavailableException}: if its
 * store does not answer in time, gives an answer that it does not understand, is full, or has been closed. It never
 * forgets an entry to make room. A thread that is interrupted gets the exception too, with its interrupt status set; the
 * step may have happened. A call ends by {@link LedgerSettings#deadline}.
 *
 * <p>Thread-safe.
 */
public interface SessionLedger extends AutoCloseable {

    /** How long a revocation is kept: 30 days and 10 minutes. No session lives longer, by the clock of any server. */
    Duration REVOCATION = SessionSnapshot.GREATEST_MAX_AGE.plus(LedgerSettings.GREATEST_CLOCK_SKEW);

    /** The answer to a claim. */
    enum Answer {
        /** The session was revoked. */
        REVOKED,
        /** The token's generation was claimed by another attempt, or a later one was claimed: the token was used. */
        REPLAYED,
        /**
         * The token is older than the oldest acceptable one, and nobody but this attempt has used its generation. It is
         * refused, but it is no sign of a thief: it is a checkpoint that a later one superseded, or a late repeat of an
         * attempt whose claim was settled.
         */
        SUPERSEDED,
        /** The same attempt claimed this generation before, and has not settled it: this copy is the current one now. */
        REPEATED,
        /** The generation is now claimed, and this caller alone may restore its session. */
        CLAIMED
    }

    /**
     * Claims a token. The first of these that applies is the answer:
     *
     * <ol>
     *   <li>{@link Answer#REVOKED}: the session was revoked.
     *   <li>{@link Answer#REPLAYED}: a later generation was claimed, or this one was claimed by another attempt.
     *   <li>{@link Answer#SUPERSEDED}: the token is older than the oldest acceptable one.
     *   <li>{@link Answer#REPEATED}: this generation was claimed by this attempt, from whichever checkpoint. From now on
     *       the claim's copy is the one that was answered last.
     *   <li>{@link Answer#CLAIMED}: from now on this generation is the highest claimed one, by this attempt, and the
     *       claim's copy is the one that was answered last.
     * </ol>
     *
     * @param claim the token, the attempt and the copy
     * @return the answer
     * @throws LedgerUnavailableException if there is no certain answer; the token may or may not be claimed. Also if the
     *     claim's {@code keepUntil} is over by the ledger's clock, because the entry would be forgotten at once
     */
    Answer claim(Claim claim) throws LedgerUnavailableException;

    /**
     * Says whether a copy is the current one, and if so makes tokens unacceptable: those of lower generations, and those
     * of the copy's generation with lower checkpoints. The oldest acceptable token never becomes an older one, so several
     * calls for one copy succeed in any order. A repeated call changes nothing and succeeds again.
     *
     * <p>A copy of a generation above 1 shows that the generation before was claimed. An entry that does not know that
     * claim, and one that knows no copy yet, learns both from the call.
     *
     * @param superseding the copy, and the oldest token that stays acceptable
     * @return whether the copy is current; false, and nothing changes, if the session was revoked, this generation or a
     *     later one was claimed or superseded, or another copy of this generation was answered later
     * @throws LedgerUnavailableException if there is no certain answer, as for {@link #claim}
     */
    boolean supersede(Superseding superseding) throws LedgerUnavailableException;

    /**
     * Ends a session for good: from now on every claim is {@link Answer#REVOKED}, for {@link #REVOCATION} at least.
     *
     * @param sessionId the session, whether it was ever claimed or not
     * @throws LedgerUnavailableException if it is not certain that the revocation is kept
     */
    void revoke(String sessionId) throws LedgerUnavailableException;

    /**
     * Asks the store whether it would answer a claim, for health checks. No claim sees a difference afterwards.
     *
     * @throws LedgerUnavailableException if there is no certain answer; the message says why, and the remedy
     */
    void check() throws LedgerUnavailableException;

    /** Closes connections; a second time does nothing. Never throws. */
    @Override
    void close();
}
