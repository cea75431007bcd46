package dev.mooring.session;

import dev.mooring.token.ResumeToken;
import java.util.List;
import java.util.Objects;

/**
 * The result of a suspend or a checkpoint.
 *
 * @param token for the client, and nobody else
 * @param checkpoint the number of the token within the session's generation; of tokens that several threads took at once,
 *     the one with the highest number is the newest
 * @param leftOut the entries without a reference, which {@link MissingReferences} left out or rejected, in no given order
 */
public record SuspendedSession(ResumeToken token, long checkpoint, List<ReportedEntry> leftOut) {
    /** Copies the list. */
    public SuspendedSession {
        Objects.requireNonNull(token, "token");
        leftOut = List.copyOf(leftOut);
    }
}
