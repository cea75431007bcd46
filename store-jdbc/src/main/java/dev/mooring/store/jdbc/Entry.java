package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;

/**
 * The row of one session, and the rule of {@link dev.mooring.api.ledger.SessionLedger} over it.
 *
 * @param claimed the highest generation that was claimed; 0 if none was
 * @param attempt a hash of the attempt that claimed it, or {@link #UNKNOWN}
 * @param copy the copy that was answered last, or {@link #UNKNOWN}
 * @param leastGeneration the generation of the oldest acceptable token
 * @param leastCheckpoint the checkpoint of the oldest acceptable token
 * @param revoked whether the session was revoked
 * @param keepUntil when this may be forgotten, in milliseconds since 1970
 */
record Entry(
        long claimed,
        String attempt,
        String copy,
        long leastGeneration,
        long leastCheckpoint,
        boolean revoked,
        long keepUntil) {
    /** Stands for an id that is not known. */
    static final String UNKNOWN = "-";

    /** The entry of a session that nobody has asked about. */
    static final Entry NONE = overAt(0);

    /** An entry that says nothing, and may be forgotten from a time on. */
    static Entry overAt(long time) {
        return new Entry(0, UNKNOWN, UNKNOWN, 0, 0, false, time);
    }

    Answer answer(Claim claim, String attemptHash) {
        boolean again = claim.generation() == claimed && attemptHash.equals(attempt);
        if (revoked) {
            return Answer.REVOKED;
        }
        if (claim.generation() <= claimed && !again) {
            return Answer.REPLAYED;
        }
        if (isBeforeLeast(claim.generation(), claim.checkpoint())) {
            return Answer.SUPERSEDED;
        }
        return again ? Answer.REPEATED : Answer.CLAIMED;
    }

    /** The entry after a claim that was answered by {@link Answer#CLAIMED} or {@link Answer#REPEATED}. */
    Entry claimed(Claim claim, String attemptHash, long end) {
        return new Entry(
                claim.generation(),
                attemptHash,
                claim.copy().text(),
                leastGeneration,
                leastCheckpoint,
                false,
                Math.max(keepUntil, end));
    }

    boolean isCurrent(Superseding asked) {
        boolean ofAnotherCopy = asked.generation() == claimed + 1
                && !copy.equals(UNKNOWN)
                && !copy.equals(asked.copy().text());
        return !revoked && asked.generation() > claimed && !ofAnotherCopy;
    }

    /** The entry after superseding for a copy that is current. */
    Entry superseded(Superseding asked, long end) {
        boolean higher = !isBeforeLeast(asked.generation(), asked.checkpoint());
        return new Entry(
                asked.generation() - 1,
                asked.generation() == claimed + 1 ? attempt : UNKNOWN,
                asked.copy().text(),
                higher ? asked.generation() : leastGeneration,
                higher ? asked.checkpoint() : leastCheckpoint,
                false,
                Math.max(keepUntil, end));
    }

    private boolean isBeforeLeast(long generation, long checkpoint) {
        return generation < leastGeneration || generation == leastGeneration && checkpoint < leastCheckpoint;
    }

    Entry revoked(long end) {
        return new Entry(claimed, attempt, copy, leastGeneration, leastCheckpoint, true, Math.max(keepUntil, end));
    }
}
