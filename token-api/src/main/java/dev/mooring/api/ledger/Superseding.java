package dev.mooring.api.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A question to a {@link SessionLedger}: is this copy of a session the current one, and if so, may its older tokens end?
 *
 * @param sessionId the session
 * @param generation the copy's generation, from 1
 * @param checkpoint the checkpoint of the oldest token that stays acceptable. With {@link #SETTLE} all tokens of the
 *     copy's own generation stay acceptable, and the claim that made the copy is settled. With {@link #ASK} nothing
 *     changes
 * @param copy the copy
 * @param keepUntil when no token of the session can be valid any more, as in a {@link Claim}
 */
public record Superseding(String sessionId, long generation, long checkpoint, CopyId copy, Instant keepUntil) {
    /** The checkpoint with which nothing ends, and the ledger only says whether the copy is current. */
    public static final long ASK = 0;

    /** The checkpoint with which all earlier generations end, and with them the right to repeat an attempt. */
    public static final long SETTLE = 1;

    /** Refuses null. */
    public Superseding {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(keepUntil, "keepUntil");
    }

    @Override
    public String toString() {
        return "Superseding[generation " + generation + ", checkpoint " + checkpoint + "]";
    }
}
