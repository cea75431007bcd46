package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of one session.
 *
 * @param claimed the highest generation that was claimed; 0 where none was
 * @param checkpoint the checkpoint of that claim
 * @param attempt the attempt of that claim
 * @param claimedAt when it was first made
 * @param leastGeneration the generation of the oldest token that was not superseded
 * @param leastCheckpoint its checkpoint
 * @param revoked whether the session was revoked
 * @param keepUntil when this may be forgotten
 */
record LedgerEntry(
        long claimed,
        long checkpoint,
        @Nullable ResumeAttempt attempt,
        Instant claimedAt,
        long leastGeneration,
        long leastCheckpoint,
        boolean revoked,
        Instant keepUntil) {

    static final LedgerEntry NONE = new LedgerEntry(0, 0, null, Instant.MIN, 0, 0, false, Instant.MIN);

    Answer answer(Claim claim, Instant now, Duration retryWindow) {
        if (revoked) {
            return Answer.REVOKED;
        }
        if (isBefore(claim.generation(), claim.checkpoint())) {
            return Answer.REPLAYED;
        }
        if (claim.generation() > claimed) {
            return Answer.CLAIMED;
        }
        boolean repeated = claim.generation() == claimed
                && claim.checkpoint() == checkpoint
                && claim.attempt().equals(attempt)
                && now.isBefore(claimedAt.plus(retryWindow));
        return repeated ? Answer.REPEATED : Answer.REPLAYED;
    }

    /** Whether a token is older than the oldest that is acceptable. */
    private boolean isBefore(long generation, long aCheckpoint) {
        return generation < leastGeneration || generation == leastGeneration && aCheckpoint < leastCheckpoint;
    }

    boolean canBeSuperseded(long generation, long aCheckpoint) {
        return !revoked && generation > claimed && !isBefore(generation, aCheckpoint);
    }

    LedgerEntry claimed(Claim claim, Instant now) {
        return new LedgerEntry(
                claim.generation(),
                claim.checkpoint(),
                claim.attempt(),
                now,
                leastGeneration,
                leastCheckpoint,
                false,
                later(claim.keepUntil()));
    }

    LedgerEntry superseded(long generation, long aCheckpoint, Instant end) {
        return new LedgerEntry(claimed, checkpoint, attempt, claimedAt, generation, aCheckpoint, false, later(end));
    }

    LedgerEntry revoked(Instant end) {
        return new LedgerEntry(
                claimed, checkpoint, attempt, claimedAt, leastGeneration, leastCheckpoint, true, later(end));
    }

    /** An entry is never shortened. */
    private Instant later(Instant end) {
        return end.isAfter(keepUntil) ? end : keepUntil;
    }
}
