package dev.mooring.spring.boot;

import dev.mooring.session.DrainReport;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.Session;
import dev.mooring.session.SuspendedSession;
import java.time.Duration;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Drains the sessions while the web server still serves, and hands their tokens to the application. */
final class SessionDrain extends BeforeTheWebServer {
    private static final Log LOG = LogFactory.getLog(SessionDrain.class);

    private final PersistentSessionManager sessions;
    private final Duration atMost;
    private final List<SessionHandOver> handOvers;

    SessionDrain(PersistentSessionManager sessions, Duration atMost, List<SessionHandOver> handOvers) {
        this.sessions = sessions;
        this.atMost = atMost;
        this.handOvers = handOvers;
    }

    @Override
    void drain() {
        DrainReport report = sessions.drain(atMost, this::handOver);
        if (!report.isComplete()) {
            LOG.warn("Drain: " + report);
        } else if (handOvers.isEmpty() && !report.suspended().isEmpty()) {
            LOG.warn("Drain: " + report + "; nobody was given their tokens: add a bean of type SessionHandOver");
        } else {
            LOG.info("Drain: " + report);
        }
    }

    private void handOver(Session session, SuspendedSession suspended) {
        handOvers.forEach(each -> each.handOver(session, suspended));
    }
}
