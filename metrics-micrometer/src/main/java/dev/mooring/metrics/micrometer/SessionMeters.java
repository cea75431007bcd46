package dev.mooring.metrics.micrometer;

import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the sessions of a manager in a Micrometer registry.
 *
 * <pre>{@code
 * PersistentSessionManager.builder(tokens, restorer).ledger(ledger).listener(new SessionMeters(registry)).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th></tr>
 * <tr><td>{@code mooring.sessions.live}, a gauge</td><td>none</td></tr>
 * <tr><td>{@code mooring.sessions.begun}</td><td>none</td></tr>
 * <tr><td>{@code mooring.sessions.resumed}</td><td>none</td></tr>
 * <tr><td>{@code mooring.sessions.refused}</td><td>{@code reason}, the one of the exception in lower case</td></tr>
 * <tr><td>{@code mooring.sessions.reused}</td><td>{@code revoked}: {@code true} or {@code false}</td></tr>
 * <tr><td>{@code mooring.sessions.ended}</td><td>{@code ending}, in lower case</td></tr>
 * <tr><td>{@code mooring.sessions.unsuspended}</td><td>{@code reason}</td></tr>
 * <tr><td>{@code mooring.sessions.unsettled}</td><td>none</td></tr>
 * <tr><td>{@code mooring.sessions.failed}</td><td>{@code part}, in lower case, except the ledger</td></tr>
 * <tr><td>{@code mooring.ledger.unavailable}</td><td>none</td></tr>
 * </table>
 *
 * <p>Each meter is there from the start with each value of its tag, at zero, so that an alert sees the first increase.
 * Nothing that clients make up becomes a time series. Thread-safe.
 */
public final class SessionMeters implements SessionListener {
    private final AtomicInteger live = new AtomicInteger();
    private final Counter begun;
    private final Counter resumed;
    private final Counter unsettled;
    private final Counter ledgerUnavailable;
    private final Counter reusedAndKept;
    private final Counter reusedAndRevoked;
    private final Map<Reason, Counter> refused;
    private final Map<Reason, Counter> unsuspended;
    private final Map<Session.Ending, Counter> ended;
    private final Map<Part, Counter> failed;

    /**
     * Counts in a registry.
     *
     * @param registry the registry
     */
    public SessionMeters(MeterRegistry registry) {
        Counters counters = new Counters(registry);
        Gauge.builder("mooring.sessions.live", live, AtomicInteger::get)
                .description("Sessions that are live on this server")
                .strongReference(true)
                .register(registry);
        begun = counters.one("mooring.sessions.begun", "Sessions begun");
        resumed = counters.one("mooring.sessions.resumed", "Sessions resumed from a token");
        unsettled = counters.one(
                "mooring.sessions.unsettled", "Tokens issued although the ledger did not settle the claim before");
        ledgerUnavailable =
                counters.one("mooring.ledger.unavailable", "Times that the ledger did not answer for certain");
        String reused = "Tokens presented that another attempt had used";
        reusedAndKept = counters.tagged("mooring.sessions.reused", reused, "revoked", "false");
        reusedAndRevoked = counters.tagged("mooring.sessions.reused", reused, "revoked", "true");
        refused = counters.each(
                "mooring.sessions.refused", "Sessions that were not resumed, or not begun", "reason", Reason.values());
        unsuspended = counters.each(
                "mooring.sessions.unsuspended", "Sessions that a drain did not suspend", "reason", Reason.values());
        ended = counters.each("mooring.sessions.ended", "Sessions ended", "ending", Session.Ending.values());
        failed = counters.each(
                "mooring.sessions.failed",
                "Failures of the application outside its contract",
                "part",
                Part.RESTORER,
                Part.DISPOSAL,
                Part.LAYER,
                Part.HAND_OVER);
    }

    @Override
    public void begun(Session session) {
        live.incrementAndGet();
        begun.increment();
    }

    @Override
    public void resumed(Session session) {
        live.incrementAndGet();
        resumed.increment();
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        Counters.count(refused, refusal.reason());
    }

    @Override
    public void reused(String sessionId, boolean revoked) {
        (revoked ? reusedAndRevoked : reusedAndKept).increment();
    }

    @Override
    public void issuedUnsettled(Session session) {
        unsettled.increment();
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        live.decrementAndGet();
        Counters.count(ended, ending);
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        Counters.count(unsuspended, refusal.reason());
    }

    @Override
    public void failed(Part part, Throwable fault) {
        if (part == Part.LEDGER) {
            ledgerUnavailable.increment();
        } else {
            Counters.count(failed, part);
        }
    }
}
