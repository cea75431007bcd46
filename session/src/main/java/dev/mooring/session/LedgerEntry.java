package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The entry of one session in a ledger, and the rule of {@link dev.mooring.api.ledger.SessionLedger} over it.
 *
 * @param claimed the highest generation that was claimed; 0 if none was
 * @param attempt the attempt that claimed it; null if the entry learned of the claim from a copy
 * @param copy the copy that was answered last, whose generation is the claimed one and 1 more; null if none is known
 * @param leastGeneration the generation of the oldest acceptable token
 * @param leastCheckpoint the checkpoint of the oldest acceptable token
 * @param revoked whether the session was revoked
 * @param keepUntil when this may be forgotten
 */
record LedgerEntry(
        long claimed,
        @Nullable Id attempt,
        @Nullable Id copy,
        long leastGeneration,
        long leastCheckpoint,
        boolean revoked,
        Instant keepUntil) {

    /** An id of 16 bytes, in less memory than its text. */
    record Id(long high, long low) {
        static Id of(String hex) {
            return new Id(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
        }
    }

    static final LedgerEntry NONE = new LedgerEntry(0, null, null, 0, 0, false, Instant.MIN);

    Answer answer(Claim claim) {
        boolean again =
                claim.generation() == claimed && Id.of(claim.attempt().text()).equals(attempt);
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
    LedgerEntry claimed(Claim claim) {
        return new LedgerEntry(
                claim.generation(),
                Id.of(claim.attempt().text()),
                Id.of(claim.copy().text()),
                leastGeneration,
                leastCheckpoint,
                false,
                later(claim.keepUntil()));
    }

    boolean isCurrent(Superseding asked) {
        boolean ofAnotherCopy = asked.generation() == claimed + 1
                && copy != null
                && !copy.equals(Id.of(asked.copy().text()));
        return !revoked && asked.generation() > claimed && !ofAnotherCopy;
    }

    /** The entry after superseding for a copy that is current. */
    LedgerEntry superseded(Superseding asked) {
        boolean higher = !isBeforeLeast(asked.generation(), asked.checkpoint());
        return new LedgerEntry(
                asked.generation() - 1,
                asked.generation() == claimed + 1 ? attempt : null,
                Id.of(asked.copy().text()),
                higher ? asked.generation() : leastGeneration,
                higher ? asked.checkpoint() : leastCheckpoint,
                false,
                later(asked.keepUntil()));
    }

    private boolean isBeforeLeast(long generation, long checkpoint) {
        return generation < leastGeneration || generation == leastGeneration && checkpoint < leastCheckpoint;
    }

    LedgerEntry revoked(Instant end) {
        return new LedgerEntry(claimed, attempt, copy, leastGeneration, leastCheckpoint, true, later(end));
    }

    /** An entry's life is never shortened. */
    private Instant later(Instant end) {
        return end.isAfter(keepUntil) ? end : keepUntil;
    }
}
