package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's Flight Recorder. If nothing is recorded, that costs an empty event and one question.
 *
 * <p>Recordings are sent to others, so they hold no more than a metric may hold: reasons, generations, and the class of a
 * fault, but no session ids, no content and nobody's messages.
 */
final class FlightListener implements SessionListener {

    /** One, or none on the class path of a run-time image without Flight Recorder. */
    static List<SessionListener> ofThisRuntime() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? List.of(new FlightListener()) : List.of();
    }

    @Override
    public void begun(Session session) {
        commit(new SessionBegun(), session);
    }

    @Override
    public void resumed(Session session) {
        commit(new SessionResumed(), session);
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        commit(new SessionRefused(), refusal);
    }

    @Override
    public void reused(String sessionId, boolean revoked) {
        SessionReused event = new SessionReused();
        if (event.isEnabled()) {
            event.revoked = revoked;
            event.commit();
        }
    }

    @Override
    public void issuedUnsettled(Session session) {
        commit(new SessionUnsettled(), session);
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        if (ending == Session.Ending.SUSPENDED) {
            commit(new SessionSuspended(), session);
            return;
        }
        SessionEnded event = new SessionEnded();
        event.ending = ending.name();
        commit(event, session);
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        commit(new SessionNotSuspended(), refusal);
    }

    @Override
    public void failed(Part part, Throwable fault) {
        FaultEvent event = part == Part.LEDGER ? new LedgerUnavailable() : new SessionPartFailed(part.name());
        if (event.isEnabled()) {
            event.fault = fault.getClass();
            event.commit();
        }
    }

    private static void commit(OfSession event, Session session) {
        if (event.isEnabled()) {
            event.generation = session.generation();
            event.commit();
        }
    }

    private static void commit(OfRefusal event, ResumeTokenException refusal) {
        if (event.isEnabled()) {
            event.reason = refusal.reason().name();
            event.retryable = refusal.retryable();
            event.commit();
        }
    }

    @Category("Mooring")
    @StackTrace(false)
    private abstract static class OfSession extends Event {
        @Label("Generation")
        @Description("1 for a new session, and 1 more for each resumption")
        long generation;
    }

    @Category("Mooring")
    @StackTrace(false)
    private abstract static class OfRefusal extends Event {
        @Label("Reason")
        @Nullable
        String reason;

        @Label("Retryable")
        @Description("Trying again can make sense, later or at another server")
        boolean retryable;
    }

    @Category("Mooring")
    @StackTrace(false)
    private abstract static class FaultEvent extends Event {
        @Label("Fault")
        @Description("The class of the exception")
        @Nullable
        Class<?> fault;
    }

    @Name("dev.mooring.SessionBegun")
    @Label("Session Begun")
    private static final class SessionBegun extends OfSession {}

    @Name("dev.mooring.SessionResumed")
    @Label("Session Resumed")
    private static final class SessionResumed extends OfSession {}

    @Name("dev.mooring.SessionRefused")
    @Label("Session Refused")
    @Description("A session was not resumed, or not begun because the server is being drained")
    private static final class SessionRefused extends OfRefusal {}

    @Name("dev.mooring.SessionReused")
    @Label("Session Reused")
    @Description("A token was presented that another attempt had used: by a client that went back, or by a thief")
    @Category("Mooring")
    @StackTrace(false)
    private static final class SessionReused extends Event {
        @Label("Revoked")
        @Description("The session was revoked for it")
        boolean revoked;
    }

    @Name("dev.mooring.SessionUnsettled")
    @Label("Session Unsettled")
    @Description("A token was issued although the ledger did not settle the claim before")
    private static final class SessionUnsettled extends OfSession {}

    @Name("dev.mooring.SessionSuspended")
    @Label("Session Suspended")
    private static final class SessionSuspended extends OfSession {}

    @Name("dev.mooring.SessionEnded")
    @Label("Session Ended")
    @Description("A session ended otherwise than by being suspended")
    private static final class SessionEnded extends OfSession {
        @Label("Ending")
        @Nullable
        String ending;
    }

    @Name("dev.mooring.SessionNotSuspended")
    @Label("Session Not Suspended")
    @Description("A drain did not suspend a session, which goes on")
    private static final class SessionNotSuspended extends OfRefusal {}

    @Name("dev.mooring.LedgerUnavailable")
    @Label("Ledger Unavailable")
    @Description("The ledger did not answer for certain")
    private static final class LedgerUnavailable extends FaultEvent {}

    @Name("dev.mooring.SessionPartFailed")
    @Label("Session Part Failed")
    @Description("A part of the application failed outside its contract")
    private static final class SessionPartFailed extends FaultEvent {
        @Label("Part")
        final String part;

        SessionPartFailed(String part) {
            this.part = part;
        }
    }
}
