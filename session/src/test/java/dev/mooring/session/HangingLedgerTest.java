package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A third party's ledger that hangs in one suspend, against its contract: nothing else waits for it. */
class HangingLedgerTest {
    private static final Duration HANGS = Duration.ofSeconds(60);

    /** Hangs in each superseding until it is let go. */
    private static final class HangingLedger implements SessionLedger {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean answers = true;

        @Override
        public Answer claim(Claim claim) {
            return Answer.CLAIMED;
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            reached.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new LedgerUnavailableException("interrupted");
            }
            if (!answers) {
                throw new LedgerUnavailableException("after all");
            }
            return true;
        }

        @Override
        public void revoke(String sessionId) {}

        @Override
        public void check() {}

        @Override
        public void close() {}
    }

    private final MovableClock clock = new MovableClock();
    private final HangingLedger ledger = new HangingLedger();
    private final Server server = Server.on(clock, ledger, PersistentSessionManager.Builder::supersedeOlderTokens);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private Session session;
    private Future<String> suspending;

    @BeforeEach
    void suspendOneSession() throws Exception {
        session = server.begin("s");
        suspending = executor.submit(() -> server.suspend(session));
        ledger.reached.await();
    }

    @AfterEach
    void letGo() {
        ledger.letGo.countDown();
        executor.shutdownNow();
    }

    @Test
    void cleanup_doesNotWait() {
        Session idle = server.begin("idle");
        clock.advance(Duration.ofHours(2));
        assertEquals(2, assertTimeoutPreemptively(HANGS, server.sessions::cleanupExpiredSessions));
        assertFalse(idle.isLive());
        assertFalse(session.isLive());
    }

    @Test
    void close_doesNotWait_andTheSuspendStillGivesItsToken() throws Exception {
        assertTimeoutPreemptively(HANGS, server.sessions::close);
        assertFalse(session.isLive());
        assertEquals("ended s CLOSED", server.listener.events.get(0));
        ledger.letGo.countDown();
        assertTrue(suspending.get().startsWith("mrt1."));
        assertEquals(1, server.listener.events.size(), "it ended once");
    }

    @Test
    void close_whileASuspendFails_leavesTheSessionEnded() {
        server.sessions.close();
        ledger.answers = false;
        ledger.letGo.countDown();
        assertTrue(assertThrows(ExecutionException.class, suspending::get).getCause() instanceof ResumeTokenException);
        assertFalse(session.isLive());
    }

    @Test
    void revokeAndReplace_doNotWait() {
        assertTimeoutPreemptively(HANGS, () -> server.sessions.revoke("s"));
        assertEquals("ended s REVOKED", server.listener.events.get(0));
    }

    @Test
    void change_thatWaitsForTheSuspend_isToldWhenTheSessionEnds() throws Exception {
        Future<?> change = waitingChange();
        server.sessions.close();
        ExecutionException refused = assertThrows(
                ExecutionException.class, () -> change.get(HANGS.toSeconds(), TimeUnit.SECONDS), "it is told at once");
        assertTrue(refused.getCause() instanceof IllegalStateException);
    }

    @Test
    void change_thatWaitsForASuspendThatFails_goesOn() throws Exception {
        Future<?> change = waitingChange();
        ledger.answers = false;
        ledger.letGo.countDown();
        assertThrows(ExecutionException.class, suspending::get);
        change.get(HANGS.toSeconds(), TimeUnit.SECONDS);
        assertEquals(Value.of(1), session.variables().get("v").orElseThrow());
    }

    private Future<?> waitingChange() {
        FutureTask<Void> change = new FutureTask<>(() -> session.variables().set("v", Value.of(1)), null);
        Thread changer = new Thread(change);
        changer.setDaemon(true);
        changer.start();
        while (changer.getState() != Thread.State.WAITING && changer.isAlive()) {
            Thread.onSpinWait();
        }
        return change;
    }
}
