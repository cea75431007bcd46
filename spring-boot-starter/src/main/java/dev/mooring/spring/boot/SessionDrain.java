package dev.mooring.spring.boot;

import dev.mooring.session.DrainReport;
import dev.mooring.session.Session;
import dev.mooring.session.SuspendedSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Drains the sessions while the web server still serves, and hands their tokens to the application. The clients of Cap'n Web leave
 * meanwhile, so that all of it takes the time of one drain.
 */
final class SessionDrain implements SmartLifecycle {
    private static final Log LOG = LogFactory.getLog(SessionDrain.class);

    private final AllSessions sessions;
    private final Duration atMost;
    private final List<SessionHandOver> handOvers;
    private volatile boolean running;

    SessionDrain(AllSessions sessions, Duration atMost, List<SessionHandOver> handOvers) {
        this.sessions = sessions;
        this.atMost = atMost;
        this.handOvers = handOvers;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        long deadline = System.nanoTime() + atMost.toNanos();
        List<CompletableFuture<String>> leaving =
                sessions.others().stream().map(others -> others.leave(atMost)).toList();
        drain();
        leaving.forEach(others -> await(others, deadline - System.nanoTime()));
    }

    private void drain() {
        DrainReport report = sessions.manager().drain(atMost, this::handOver);
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

    private static void await(CompletableFuture<String> leaving, long nanos) {
        try {
            LOG.info(leaving.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The drain of Cap'n Web did not end in time: clients resume from the tokens that they have", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A paused context is started again, as contexts of tests are, and a drain is for good. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    /** The highest, which stops first: the web server stops gracefully in the next lower one. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
