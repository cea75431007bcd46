package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.EnumMap;
import java.util.Map;

/**
 * The outcome of {@link PersistentSessionManager#drain}. {@code toString} is one line for a log: it has numbers and
 * reasons, and neither ids nor tokens.
 *
 * @param suspended the token of each session that was suspended, by session id
 * @param stillLive the sessions that go on without a token, by session id, and why
 */
public record DrainReport(Map<String, SuspendedSession> suspended, Map<String, ResumeTokenException> stillLive) {
    /** Copies the maps. */
    public DrainReport {
        suspended = Map.copyOf(suspended);
        stillLive = Map.copyOf(stillLive);
    }

    /**
     * Says whether the server can stop without losing a session.
     *
     * @return whether no session is live any more
     */
    public boolean isComplete() {
        return stillLive.isEmpty();
    }

    /**
     * Counts the reasons for which sessions were not suspended.
     *
     * @return the number of sessions by reason
     */
    public Map<Reason, Integer> reasons() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        stillLive.values().forEach(refusal -> counts.merge(refusal.reason(), 1, Integer::sum));
        return counts;
    }

    @Override
    public String toString() {
        String all = "suspended " + suspended.size() + " of " + (suspended.size() + stillLive.size()) + " sessions";
        return isComplete() ? all : all + "; not suspended: " + reasons();
    }
}
