package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFaultTest {

    /** The fault that comes instead of an answer, or after it. */
    private interface Fault {
        SessionLedger.Answer answer(SessionLedger ledger, Claim claim) throws LedgerUnavailableException;
    }

    /** A ledger in memory with a fault in its way, which can be cleared. */
    private static final class FaultyLedger implements SessionLedger {
        private final SessionLedger ledger;
        private Fault fault = SessionLedger::claim;
        private boolean down;
        private Claim last;
        private final List<Superseding> supersedings = new CopyOnWriteArrayList<>();

        FaultyLedger(MovableClock clock) {
            ledger = InMemoryLedger.builder().clock(clock).build();
        }

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            last = claim;
            return fault.answer(ledger, claim);
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            supersedings.add(superseding);
            refuseDown();
            return ledger.supersede(superseding);
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            refuseDown();
            ledger.revoke(sessionId);
        }

        @Override
        public void check() throws LedgerUnavailableException {
            refuseDown();
            ledger.check();
        }

        private void refuseDown() throws LedgerUnavailableException {
            if (down) {
                throw new LedgerUnavailableException("down");
            }
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private final MovableClock clock = new MovableClock();
    private final FaultyLedger ledger = new FaultyLedger(clock);
    private final Server server = Server.on(clock, ledger, builder -> builder);

    static Stream<Fault> faults() {
        return Stream.of(
                (ledger, claim) -> {
                    throw new LedgerUnavailableException("timed out before it was sent");
                },
                (ledger, claim) -> {
                    ledger.claim(claim);
                    throw new LedgerUnavailableException("the reply was lost", new java.io.IOException("reset"));
                },
                (ledger, claim) -> {
                    throw new IllegalStateException("a client's own exception");
                },
                (ledger, claim) -> {
                    throw new LinkageError("a client's own error");
                },
                (ledger, claim) -> null);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resume_uncertainAnswer_failsClosedAndCanBeAskedAgain(Fault fault) {
        String text = server.suspend(server.begin("s"));
        ResumeRequest request = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        ledger.fault = fault;
        assertTrue(server.refuse(Reason.LEDGER_UNAVAILABLE, request).retryable());
        assertEquals(0, server.sessions.activeSessions());
        assertTrue(server.listener.events.contains("failed LEDGER"));
        ledger.fault = SessionLedger::claim;
        server.resume(request);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resume_uncertainAnswerWithoutAttempt_isNotRetryable(Fault fault) {
        String text = server.suspend(server.begin("s"));
        ledger.fault = fault;
        assertFalse(server.refuse(Reason.LEDGER_UNAVAILABLE, text).retryable());
    }

    /** As when no connection could be made: nothing has happened to the token. */
    @Test
    void resume_ledgerThatWasCertainlyNotAsked_canBeTriedAgainWithoutAttempt() {
        String text = server.suspend(server.begin("s"));
        ledger.fault = (any, claim) -> {
            throw LedgerUnavailableException.notAsked("no connection", null);
        };
        assertTrue(server.refuse(Reason.LEDGER_UNAVAILABLE, text).retryable());
        ledger.fault = SessionLedger::claim;
        server.resume(text);
    }

    @Test
    void resume_lostReply_isReplayedForAnybodyElse() {
        String text = server.suspend(server.begin("s"));
        ledger.fault = faults().toList().get(1);
        server.refuse(
                Reason.LEDGER_UNAVAILABLE, ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random()));
        ledger.fault = SessionLedger::claim;
        server.refuse(Reason.REPLAYED, ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random()));
    }

    @Test
    void resume_errorOfTheVirtualMachine_passesAndReservesNothing() {
        String text = server.suspend(server.begin("s"));
        ledger.fault = (any, claim) -> {
            throw new OutOfMemoryError("asked to");
        };
        assertThrows(OutOfMemoryError.class, () -> server.sessions.resume(text, Server.CALLER));
        ledger.fault = SessionLedger::claim;
        server.resume(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mrt1.", "mrt2.AAAA", "mrt1.AAAA", "garbage"})
    void resume_garbage_neverReachesTheLedger(String text) {
        server.sessions.resume(text, Server.CALLER);
        assertEquals(null, ledger.last);
    }

    @Test
    void resume_claim_outlivesEveryTokenOfTheSessionAndNoLonger() {
        Session session = server.begin("s");
        clock.advance(Duration.ofHours(2));
        String text = server.checkpoint(session);
        server.sessions.end(session);
        server.resume(text);
        Instant lastValid = session.createdAt().plus(session.maxAge());
        assertEquals(lastValid.plus(LedgerSettings.GREATEST_CLOCK_SKEW), ledger.last.keepUntil());
        assertEquals(clock.instant(), ledger.last.issuedAt());
        assertEquals(1, ledger.last.generation());
        assertEquals(1, ledger.last.checkpoint());
    }

    @Test
    void revoke_ledgerDown_isThrownAndEndsNothing() {
        Session session = server.begin("s");
        ledger.down = true;
        assertEquals(
                Reason.LEDGER_UNAVAILABLE,
                assertThrows(ResumeTokenException.class, () -> server.sessions.revoke("s"))
                        .reason());
        assertTrue(session.isLive());
    }

    @Test
    void revokeOnReuse_ledgerDown_isReportedAsNotRevoked() {
        Server strict = Server.on(clock, ledger, PersistentSessionManager.Builder::revokeOnReuse);
        String text = strict.suspend(strict.begin("s"));
        strict.sessions.end(strict.resume(text).session());
        ledger.down = true;
        strict.refuse(Reason.REPLAYED, text);
        assertTrue(strict.listener.events.containsAll(List.of("failed LEDGER", "reused s")));
    }

    @Test
    void supersede_ledgerDown_letsTheSessionGoOn() {
        Server strict = Server.on(clock, ledger, PersistentSessionManager.Builder::supersedeOlderTokens);
        Session session = strict.begin("s");
        ledger.down = true;
        assertEquals(
                Reason.LEDGER_UNAVAILABLE,
                assertThrows(ResumeTokenException.class, () -> strict.sessions.suspend(session))
                        .reason());
        session.touch();
        ledger.down = false;
        strict.resume(strict.suspend(session));
    }

    @Test
    void resume_ledgerYoungerThanToken_isRevoked() {
        String text = server.suspend(server.begin("s"));
        clock.advance(Duration.ofSeconds(1));
        SessionLedger restarted = InMemoryLedger.builder()
                .clock(clock)
                .refuseTokensFromBeforeStart()
                .build();
        ledger.fault = (any, claim) -> restarted.claim(claim);
        server.refuse(Reason.REVOKED, text);
    }
}
