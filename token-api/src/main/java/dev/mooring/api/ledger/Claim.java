package dev.mooring.api.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * What a server asks of a {@link SessionLedger} before it restores a session. All of it but the attempt comes out of a
 * verified token.
 *
 * @param sessionId the session
 * @param generation the token's generation, from 1
 * @param checkpoint the token's checkpoint, from 1
 * @param attempt the client's try, or a new one where the client gave none
 * @param issuedAt when the token was issued, by which a ledger can refuse tokens from before it began to remember
 * @param keepUntil when no token of the session can be valid any more, whatever the token's own expiry
 */
public record Claim(
        String sessionId,
        long generation,
        long checkpoint,
        ResumeAttempt attempt,
        Instant issuedAt,
        Instant keepUntil) {
    /** Refuses null. */
    public Claim {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(keepUntil, "keepUntil");
    }

    @Override
    public String toString() {
        return "Claim[generation " + generation + ", checkpoint " + checkpoint + "]";
    }
}
