package dev.mooring.session;

import dev.mooring.session.SessionListener.Part;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** One drain of a server: suspends all of its sessions, and those that were being resumed when it began. */
final class Drain {
    private final Suspender suspender;
    private final SessionRegistry registry;
    private final SessionListener listener;
    private final BiConsumer<? super Session, ? super SuspendedSession> handOver;
    private final Map<String, SuspendedSession> suspended = new LinkedHashMap<>();
    private final Map<String, ResumeTokenException> stillLive = new LinkedHashMap<>();

    Drain(
            Suspender suspender,
            SessionRegistry registry,
            SessionListener listener,
            BiConsumer<? super Session, ? super SuspendedSession> handOver) {
        this.suspender = suspender;
        this.registry = registry;
        this.listener = listener;
        this.handOver = handOver;
    }

    DrainReport run(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        registry.drain();
        suspendAll(end);
        try {
            registry.awaitReleases(end - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        suspendAll(end);
        return new DrainReport(suspended, stillLive);
    }

    /** The second time it finds those that became live meanwhile, and the ledger may answer for those that failed. */
    private void suspendAll(long end) {
        Map<String, ResumeTokenException> failed = Map.copyOf(stillLive);
        stillLive.clear();
        for (Session session : registry.live()) {
            ResumeTokenException before = failed.get(session.id());
            if (before != null && before.reason() != Reason.LEDGER_UNAVAILABLE) {
                stillLive.put(session.id(), before);
            } else if (System.nanoTime() - end >= 0) {
                goesOn(
                        session,
                        refusal(Reason.DRAINING, "The time of the drain was over before it was the session's turn"));
            } else {
                suspend(session);
            }
        }
    }

    private void suspend(Session session) {
        SuspendedSession done;
        try {
            done = suspender.suspend(session);
        } catch (ResumeTokenException refusal) {
            goesOn(session, refusal);
            return;
        } catch (Throwable fault) {
            Faults.passOnErrors(fault);
            // a session that another thread has ended meanwhile needs no token from here
            if (session.isLive()) {
                listener.failed(Part.LAYER, fault);
                goesOn(session, refusal(Reason.ENCODING_FAILED, "The layer of the session failed"));
            }
            return;
        }
        suspended.put(session.id(), done);
        handOver(session, done);
    }

    private void goesOn(Session session, ResumeTokenException refusal) {
        stillLive.put(session.id(), refusal);
        listener.notSuspended(session, refusal);
    }

    private static ResumeTokenException refusal(Reason reason, String message) {
        return new ResumeTokenException(reason, message);
    }

    private void handOver(Session session, SuspendedSession done) {
        try {
            handOver.accept(session, done);
        } catch (Throwable fault) {
            Faults.passOnErrors(fault);
            listener.failed(Part.HAND_OVER, fault);
        }
    }
}
