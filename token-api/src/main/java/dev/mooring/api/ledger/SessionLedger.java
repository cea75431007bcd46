package dev.mooring.api.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Remembers which sessions were resumed, so that of all tokens of one generation at most one becomes a session, on
 * however many servers share the ledger.
 *
 * <p><b>One entry a session.</b> It holds the highest generation that was claimed with the checkpoint, the attempt and
 * the time of its first claim; the oldest token that {@link #supersede} left acceptable; and whether the session was
 * revoked. It lives under {@link LedgerSettings#key}, at least until the latest {@link Claim#keepUntil} of its claims and
 * supersedings, and for {@link #REVOCATION} after a revocation; nothing ever shortens it.
 *
 * <p><b>Atomic.</b> Each method is one indivisible step of the store: reading first and writing later lets two servers
 * win. The clock is the ledger's own, the same for all servers that share it.
 *
 * <p><b>Failing closed.</b> A ledger that does not know for certain throws {@link LedgerUnavailableException}: when its
 * store does not answer in time, answers what it does not understand, is full, or has been closed. It never forgets an
 * entry to make room. A thread that is interrupted gets the exception too, with its interrupt status set; what it asked
 * for may have happened. Calls take bounded time.
 *
 * <p>Thread-safe.
 */
public interface SessionLedger extends AutoCloseable {

    /** How long a revocation is kept: no session lives longer. */
    Duration REVOCATION = Duration.ofDays(30);

    /** What a claim is answered. */
    enum Answer {
        /** The session was revoked. */
        REVOKED,
        /** A token of this generation or a later one was claimed or has superseded this one. */
        REPLAYED,
        /** The same token was claimed before by the same attempt, within the retry window. */
        REPEATED,
        /** The token is now claimed, and this caller alone may restore its session. */
        CLAIMED
    }

    /**
     * Claims a token. The first of these that applies is the answer:
     *
     * <ol>
     *   <li>{@link Answer#REVOKED}: the session was revoked.
     *   <li>{@link Answer#REPLAYED}: the token was superseded; or a later generation was claimed; or this generation was,
     *       unless the claim is a repetition.
     *   <li>{@link Answer#REPEATED}: this generation was claimed with the same checkpoint and attempt, less than the retry
     *       window ago, counted from its first claim. Nothing changes.
     *   <li>{@link Answer#CLAIMED}: this generation is the highest claimed from now on.
     * </ol>
     *
     * @param claim what is claimed
     * @return the answer
     * @throws LedgerUnavailableException when there is no certain answer; the token may or may not be claimed. Also when
     *     the claim's time to be kept is over by the ledger's clock, as it would be forgotten at once
     */
    Answer claim(Claim claim) throws LedgerUnavailableException;

    /**
     * Makes all older tokens of a session unacceptable: those of lower generations, and those of the same generation
     * with lower checkpoints. A repeated call changes nothing and succeeds again.
     *
     * @param sessionId the session
     * @param generation the generation of the oldest token that stays acceptable
     * @param checkpoint its checkpoint
     * @param keepUntil how long to remember it, as in a {@link Claim}
     * @return whether it is so; false, and nothing changes, when the session was revoked, a token of this generation or a
     *     later one was claimed, or a later token has superseded this one already: then the caller's copy of the session
     *     is not the current one
     * @throws LedgerUnavailableException when there is no certain answer, as for {@link #claim}
     */
    boolean supersede(String sessionId, long generation, long checkpoint, Instant keepUntil)
            throws LedgerUnavailableException;

    /**
     * Ends a session for good: from now on every claim is {@link Answer#REVOKED}, for {@link #REVOCATION} at least.
     *
     * @param sessionId the session, whether it was ever claimed or not
     * @throws LedgerUnavailableException when it is not certain that the revocation is kept
     */
    void revoke(String sessionId) throws LedgerUnavailableException;

    /** Lets go of connections; a second time does nothing. Never throws. */
    @Override
    void close();
}
