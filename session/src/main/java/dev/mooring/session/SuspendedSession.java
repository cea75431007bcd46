package dev.mooring.session;

import dev.mooring.token.ResumeToken;
import java.util.List;
import java.util.Objects;

/**
 * What became of a session that was suspended or checkpointed.
 *
 * @param token for the client, and nobody else
 * @param leftOut the entries without a reference that {@link MissingReferences#LEAVE_OUT} left out, in no order
 */
public record SuspendedSession(ResumeToken token, List<ReportedEntry> leftOut) {
    /** Copies the list. */
    public SuspendedSession {
        Objects.requireNonNull(token, "token");
        leftOut = List.copyOf(leftOut);
    }
}
