package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down the events that it is told. */
final class RecordingListener implements SessionListener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> begun = new CopyOnWriteArrayList<>();

    @Override
    public void begun(Session session) {
        begun.add(session.id());
    }

    @Override
    public void resumed(Session session) {
        events.add("resumed " + session.id());
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        events.add("refused " + refusal.reason());
    }

    @Override
    public void reused(String sessionId, boolean revoked) {
        events.add("reused " + sessionId + (revoked ? " revoked" : ""));
    }

    @Override
    public void issuedUnsettled(Session session) {
        events.add("unsettled " + session.id());
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        events.add("ended " + session.id() + " " + ending);
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        events.add("not suspended " + session.id() + " " + refusal.reason());
    }

    @Override
    public void failed(Part part, Throwable fault) {
        events.add("failed " + part);
    }
}
