package dev.mooring.session;

import dev.mooring.session.SessionListener.Part;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One drain of a server: suspends all of its sessions, and those that were being resumed when it began. */
final class Drain {
    private final Suspender suspender;
    private final SessionRegistry registry;
    private final SessionListener listener;
    private final BiConsumer<? super Session, ? super SuspendedSession> handOver;
    private final Map<String, SuspendedSession> suspended = new LinkedHashMap<>();
    private final Map<Session, ResumeTokenException> stillLive = new LinkedHashMap<>();

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
        for (Session session : registry.live()) {
            if (suspender.waitsForSilentLedger(session)) {
                stillLive.put(session, refusal(Reason.LEDGER_UNAVAILABLE, "The ledger did not answer for others"));
            } else {
                suspend(session, suspender::suspendUnasked, end);
            }
        }
        try {
            registry.awaitReleases(end - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        suspendTheOthers(end);
        return report();
    }

    /** First those that became live meanwhile. The others take a deadline each if the ledger is silent, and come last. */
    private void suspendTheOthers(long end) {
        List<Session> others = registry.live();
        others.sort(Comparator.comparing(stillLive::containsKey));
        for (Session session : others) {
            ResumeTokenException before = stillLive.get(session);
            if (before == null || before.reason() == Reason.LEDGER_UNAVAILABLE && !isOver(end)) {
                suspend(session, suspender::suspend, end);
            }
        }
    }

    private DrainReport report() {
        stillLive.keySet().removeIf(session -> !session.isLive());
        stillLive.forEach(listener::notSuspended);
        Map<String, ResumeTokenException> refusals = new HashMap<>();
        stillLive.forEach((session, refusal) -> refusals.put(session.id(), refusal));
        return new DrainReport(suspended, refusals);
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end >= 0;
    }

    private void suspend(Session session, Function<Session, SuspendedSession> how, long end) {
        if (isOver(end)) {
            stillLive.put(
                    session,
                    refusal(Reason.DRAINING, "The time of the drain was over before it was the session's turn"));
            return;
        }
        SuspendedSession done;
        try {
            done = how.apply(session);
        } catch (ResumeTokenException refusal) {
            stillLive.put(session, refusal);
            return;
        } catch (Throwable fault) {
            Faults.passOnErrors(fault);
            // a session that another thread has ended meanwhile needs no token from here
            if (session.isLive()) {
                listener.failed(Part.LAYER, fault);
                stillLive.put(session, refusal(Reason.ENCODING_FAILED, "The layer of the session failed"));
            }
            return;
        }
        suspended.put(session.id(), done);
        handOver(session, done);
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
