package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;

/** Keeps what a listener throws away from sessions. */
record QuietListener(SessionListener listener) implements SessionListener {

    @Override
    public void resumed(Session session) {
        tell(() -> listener.resumed(session));
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        tell(() -> listener.refused(refusal));
    }

    @Override
    public void reused(String sessionId, boolean revoked) {
        tell(() -> listener.reused(sessionId, revoked));
    }

    @Override
    public void issuedUnsettled(Session session) {
        tell(() -> listener.issuedUnsettled(session));
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        tell(() -> listener.ended(session, ending));
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        tell(() -> listener.notSuspended(session, refusal));
    }

    @Override
    public void failed(Step step, Throwable fault) {
        tell(() -> listener.failed(step, fault));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable ignored) {
            // a listener that fails must not turn a good resume into half of one
        }
    }
}
