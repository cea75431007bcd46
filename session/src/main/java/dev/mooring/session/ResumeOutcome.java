package dev.mooring.session;

import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import java.util.List;
import java.util.Objects;

/** The outcome of an attempt to resume a session. */
public sealed interface ResumeOutcome {

    /**
     * The session is live on this server.
     *
     * @param session the session
     * @param successor for the client, to resume from next time; the presented token is used up
     * @param rejected the entries that {@link PendingPromises} or {@link CapabilityRestorer#reject} rejected
     */
    record Resumed(Session session, ResumeToken successor, List<ReportedEntry> rejected) implements ResumeOutcome {
        /** Copies the list. */
        public Resumed {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(successor, "successor");
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * The session is not resumed, and nothing that was live has changed.
     *
     * @param refusal why, for those who prefer to throw it
     */
    record Refused(ResumeTokenException refusal) implements ResumeOutcome {
        /** Refuses null. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
        }

        /**
         * Says why.
         *
         * @return the reason; keep it on the server
         */
        public ResumeTokenException.Reason reason() {
            return refusal.reason();
        }

        /**
         * Says whether presenting the same token again makes sense, with the same attempt if one was given.
         *
         * @return whether it does
         */
        public boolean retryable() {
            return refusal.retryable();
        }

        /**
         * The text that a client may be told.
         *
         * @return the same text for every reason
         */
        public String clientMessage() {
            return refusal.clientMessage();
        }
    }
}
