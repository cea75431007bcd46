package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeRaceTest {
    private static final int THREADS = AtOnce.THREADS;
    private static final int ROUNDS = 1_000;

    private static void assertOneWinner(List<ResumeOutcome> outcomes, Reason loss) {
        assertEquals(1, outcomes.stream().filter(Resumed.class::isInstance).count());
        assertEquals(
                THREADS - 1,
                outcomes.stream()
                        .filter(outcome -> outcome instanceof Refused refused && refused.reason() == loss)
                        .count());
    }

    private static void manyServersResume(ExecutorService executor) throws Exception {
        Server first = Server.alone();
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            servers.add(first.sibling());
        }
        for (int round = 0; round < ROUNDS; round++) {
            Session session = first.begin("s" + round);
            String older = first.checkpoint(session);
            String newer = first.suspend(session);
            assertOneWinner(
                    AtOnce.run(
                            executor,
                            thread -> servers.get(thread)
                                    .sessions
                                    .resume(thread % 2 == 0 ? older : newer, Server.CALLER)),
                    Reason.REPLAYED);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.session.AtOnce#kindsOfThreads")
    void resume_manyServersAtOnce_hasOneWinner(Supplier<ExecutorService> kind) throws Exception {
        ExecutorService executor = kind.get();
        try {
            manyServersResume(executor);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void resume_oneServerAtOnce_hasOneWinnerAndBurnsNothingElse() throws Exception {
        Server server = Server.alone();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String text = server.suspend(server.begin("s" + round));
                assertOneWinner(
                        AtOnce.run(executor, thread -> server.sessions.resume(text, Server.CALLER)),
                        Reason.RESTORE_CONFLICT);
            }
            assertEquals(ROUNDS, server.sessions.activeSessions());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Each replaces the one before or is refused, and in the end one session is live, the highest generation. */
    @Test
    void resume_replacingAtOnce_leavesOneSessionLive() throws Exception {
        Server server = Server.alone();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS / 10; round++) {
                String text = server.checkpoint(server.begin("s" + round));
                ResumeAttempt attempt = ResumeAttempt.random();
                List<ResumeOutcome> outcomes = AtOnce.run(
                        executor,
                        thread -> server.sessions.resume(ResumeRequest.of(text, Server.CALLER)
                                .withAttempt(thread % 2 == 0 ? attempt : ResumeAttempt.random())
                                .replacingLive()));
                Session live = server.sessions.find("s" + round).orElseThrow();
                assertEquals(2, live.generation());
                for (ResumeOutcome outcome : outcomes) {
                    if (outcome instanceof Resumed resumed) {
                        assertEquals(live, resumed.session());
                    }
                }
                assertEquals(round + 1, server.sessions.activeSessions());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** A resume that starts after a revocation has returned is refused, and a session that became live before has ended. */
    @Test
    void revoke_racingWithResume_isLinearizable() throws Exception {
        Server server = Server.alone();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String id = "s" + round;
                String text = server.suspend(server.begin(id));
                AtomicBoolean revoked = new AtomicBoolean();
                AtOnce.run(executor, thread -> {
                    if (thread == 0) {
                        server.sessions.revoke(id);
                        revoked.set(true);
                        return thread;
                    }
                    boolean after = revoked.get();
                    ResumeOutcome outcome = server.sessions.resume(text, Server.CALLER);
                    assertFalse(after && outcome instanceof Resumed, "resumed after the revocation");
                    return thread;
                });
                assertTrue(server.sessions.find(id).isEmpty(), "a revoked session is live");
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Whoever wins, a session that is suspended and ended at once is never live with its token in somebody's hands twice. */
    @Test
    void suspend_manyThreadsAtOnce_issuesOneToken() throws Exception {
        Server server = Server.alone();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS / 10; round++) {
                Session session = server.begin("s" + round);
                List<Boolean> suspended = AtOnce.run(executor, thread -> {
                    try {
                        server.sessions.suspend(session);
                        return true;
                    } catch (IllegalStateException ended) {
                        return false;
                    }
                });
                assertEquals(1, suspended.stream().filter(won -> won).count());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** A ledger at which one claim waits until it is let go on. */
    private static final class Gate implements SessionLedger {
        private final SessionLedger ledger;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicBoolean closed = new AtomicBoolean();

        Gate(SessionLedger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            Answer answer = ledger.claim(claim);
            if (closed.compareAndSet(true, false)) {
                reached.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new LedgerUnavailableException("interrupted");
                }
            }
            return answer;
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            return ledger.supersede(superseding);
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            ledger.revoke(sessionId);
        }

        @Override
        public void check() throws LedgerUnavailableException {
            ledger.check();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    /** The first request is slow, its session ends, and the second makes it live again: the first gets that one too. */
    @Test
    void resume_twoRequestsOfOneAttempt_areRestoredOnceAndAnsweredAlike() throws Exception {
        MovableClock clock = new MovableClock();
        Gate gate = new Gate(InMemoryLedger.builder().clock(clock).build());
        Server server = Server.on(clock, gate, builder -> builder);
        ResumeRequest request = ResumeRequest.of(server.checkpoint(server.begin("s")), Server.CALLER)
                .withAttempt(ResumeAttempt.random())
                .replacingLive();
        Resumed before = server.resume(request);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            gate.closed.set(true);
            Future<ResumeOutcome> slow = executor.submit(() -> server.sessions.resume(request));
            gate.reached.await();
            server.sessions.end(before.session());
            Resumed again = server.resume(request);
            gate.opened.countDown();
            assertEquals(again, slow.get());
            assertTrue(again.session().isLive());
            assertEquals(Optional.of(again.session()), server.sessions.find("s"));
        } finally {
            executor.shutdownNow();
        }
    }
}
