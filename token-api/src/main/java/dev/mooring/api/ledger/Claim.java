package dev.mooring.api.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A question to a {@link SessionLedger}: may this token become a session? A server asks it before it restores anything.
 * Session, generation, checkpoint and times come out of a verified token.
 *
 * @param sessionId the session
 * @param generation the token's generation, from 1
 * @param checkpoint the token's checkpoint, from 1
 * @param attempt the client's attempt, or a new one if the client gave none
 * @param copy the copy of the session that the server is going to restore, or has restored for this attempt before
 * @param issuedAt when the token was issued, by which a ledger can refuse tokens from before it began to remember
 * @param keepUntil when no token of the session can be valid any more, whatever the token's own expiry
 */
public record Claim(
        String sessionId,
        long generation,
        long checkpoint,
        ResumeAttempt attempt,
        CopyId copy,
        Instant issuedAt,
        Instant keepUntil) {
    /** Refuses null. */
    public Claim {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(keepUntil, "keepUntil");
    }

    @Override
    public String toString() {
        return "Claim[generation " + generation + ", checkpoint " + checkpoint + "]";
    }
}
