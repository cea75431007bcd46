package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;
import java.util.List;
import java.util.function.Consumer;

/** Tells all listeners, and keeps their exceptions away from sessions. */
record QuietListener(List<SessionListener> listeners) implements SessionListener {

    @Override
    public void begun(Session session) {
        tell(listener -> listener.begun(session));
    }

    @Override
    public void resumed(Session session) {
        tell(listener -> listener.resumed(session));
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        tell(listener -> listener.refused(refusal));
    }

    @Override
    public void reused(String sessionId, boolean revoked) {
        tell(listener -> listener.reused(sessionId, revoked));
    }

    @Override
    public void issuedUnsettled(Session session) {
        tell(listener -> listener.issuedUnsettled(session));
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        tell(listener -> listener.ended(session, ending));
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        tell(listener -> listener.notSuspended(session, refusal));
    }

    @Override
    public void failed(Part part, Throwable fault) {
        tell(listener -> listener.failed(part, fault));
    }

    private void tell(Consumer<SessionListener> news) {
        for (SessionListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (Throwable ignored) {
                Faults.passOnErrors(ignored);
                // a listener that fails must not turn a good resume into half of one
            }
        }
    }
}
