package dev.mooring.spring.boot;

import dev.mooring.session.PersistentSessionManager;
import java.util.List;

/**
 * All sessions of this server.
 *
 * @param manager has those of the application
 * @param others has those of Cap'n Web
 */
record AllSessions(PersistentSessionManager manager, List<OtherSessions> others) {

    int live() {
        return manager.activeSessions()
                + others.stream().mapToInt(OtherSessions::live).sum();
    }

    boolean isDraining() {
        return manager.isDraining() || others.stream().anyMatch(OtherSessions::isDraining);
    }
}
