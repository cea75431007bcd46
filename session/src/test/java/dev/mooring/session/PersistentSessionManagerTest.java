package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentSessionManagerTest {
    private final Server a = Server.alone();
    private final Server b = a.sibling();

    private static ResumeRequest replacing(String text) {
        return ResumeRequest.of(text, Server.CALLER).replacingLive();
    }

    @Test
    void suspend_onOneServer_resumesOnAnother() {
        Session session = a.begin("s");
        session.exports().exportStub("live", "calculator");
        session.variables().set("cart", Value.of("tea"));
        String text = a.suspend(session);
        assertFalse(session.isLive());
        assertEquals(0, a.sessions.activeSessions());
        Session again = b.resume(text).session();
        assertEquals(new RecordingRestorer.Live("calculator"), again.exports().stub(-1, RecordingRestorer.Live.class));
        assertEquals(Value.of("tea"), again.variables().get("cart").orElseThrow());
        assertEquals(-2, again.exports().exportStub("next", "next"));
        assertEquals(List.of("ended s SUSPENDED"), a.listener.events);
        assertEquals(List.of("resumed s"), b.listener.events);
    }

    @Test
    void resume_secondTime_isReplayedEverywhere() {
        String text = a.suspend(a.begin("s"));
        Session session = b.resume(text).session();
        a.refuse(Reason.REPLAYED, text);
        b.refuse(Reason.RESTORE_CONFLICT, text);
        b.suspend(session);
        b.refuse(Reason.REPLAYED, text);
        assertEquals(List.of("ended s SUSPENDED", "reused s", "refused REPLAYED"), a.listener.events);
    }

    @Test
    void resume_anyTokenOfAGeneration_takesItsPlaceForAll() {
        Session session = a.begin("s");
        String older = a.checkpoint(session);
        String newer = a.suspend(session);
        b.resume(older);
        a.refuse(Reason.REPLAYED, newer);
    }

    @Test
    void resume_olderGeneration_isReplayed() {
        String first = a.suspend(a.begin("s"));
        Resumed second = b.resume(first);
        String third = b.suspend(second.session());
        a.resume(third);
        b.refuse(Reason.REPLAYED, first);
        b.refuse(Reason.REPLAYED, second.successor().text());
    }

    @Test
    void resume_oldCopyThatStillRuns_hasOnlyReplayedTokens() {
        Session old = a.begin("s");
        b.resume(a.checkpoint(old));
        assertTrue(old.isLive(), "it does not know");
        b.sessions.find("s").ifPresent(b.sessions::end);
        b.refuse(Reason.REPLAYED, a.suspend(old));
    }

    @Test
    void resume_badTokens_areAnsweredNotThrown() {
        String text = a.suspend(a.begin("s"));
        a.refuse(Reason.MALFORMED, "");
        a.refuse(Reason.MALFORMED, "nonsense");
        a.refuse(Reason.INVALID_SIGNATURE, ResumeRequest.of(text, TokenContext.none()));
        a.refuse(Reason.TOO_LARGE, "x".repeat(100_000));
        a.clock.advance(Duration.ofHours(1));
        Refused expired = a.refuse(Reason.EXPIRED, text);
        assertFalse(expired.retryable());
        assertEquals("The session cannot be resumed", expired.clientMessage());
        assertFalse(expired.toString().contains(text));
        assertEquals(0, a.sessions.activeSessions());
    }

    @Test
    void resume_refusedBeforeTheClaim_doesNotUseTheTokenUp() {
        Session live = a.begin("s");
        String text = a.checkpoint(live);
        assertTrue(a.refuse(Reason.RESTORE_CONFLICT, text).retryable());
        a.refuse(Reason.INVALID_SIGNATURE, ResumeRequest.of(text, TokenContext.of("principal", "mallory")));
        assertTrue(live.isLive());
        b.resume(text);
    }

    @Test
    void resume_liveOnThisServer_isReplacedOnRequest() {
        Session dead = a.begin("s");
        dead.variables().set("v", Value.of(1));
        String text = a.checkpoint(dead);
        a.refuse(Reason.RESTORE_CONFLICT, text);
        Resumed resumed = a.resume(replacing(text));
        assertNotSame(dead, resumed.session());
        assertFalse(dead.isLive());
        assertSame(resumed.session(), a.sessions.find("s").orElseThrow());
        assertEquals(1, a.sessions.activeSessions());
        assertEquals(List.of("refused RESTORE_CONFLICT", "ended s REPLACED", "resumed s"), a.listener.events);
        assertThrows(IllegalStateException.class, () -> a.sessions.suspend(dead));
        a.refuse(Reason.REPLAYED, replacing(text));
    }

    @Test
    void resume_liveInAnotherContext_isNotReplaced() {
        Session victim = a.begin("s");
        TokenContext mallory = TokenContext.of("principal", "mallory");
        String hers = b.sessions.suspend(b.sessions.begin("s", mallory)).token().text();
        a.refuse(Reason.RESTORE_CONFLICT, ResumeRequest.of(hers, mallory).replacingLive());
        assertTrue(victim.isLive());
        b.resume(a.suspend(victim));
    }

    @Test
    void begin_withoutAnId_drawsOneThatIsNew() {
        Session one = a.sessions.begin(Server.CALLER);
        Session other = a.sessions.begin(Server.CALLER);
        assertNotEquals(one.id(), other.id());
        assertTrue(one.id().length() >= 32, one::id);
        assertEquals(Server.CALLER, b.resume(a.suspend(one)).session().context());
    }

    @Test
    void resume_repeatedAttemptOnTheSameServer_givesTheSameAnswer() {
        String text = a.suspend(a.begin("s"));
        ResumeRequest request = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        Resumed first = b.resume(request);
        b.clock.advance(Duration.ofMinutes(59));
        assertSame(first, b.resume(request));
        assertSame(first, b.resume(request.replacingLive()));
        assertTrue(first.session().isLive());
        b.sessions.confirm(first.session());
        b.refuse(Reason.REPLAYED, request);
        assertFalse(b.listener.events.contains("reused s"), "its own attempt, though late");
    }

    @Test
    void resume_repeatedAttemptElsewhere_restoresAgain() {
        String text = a.suspend(a.begin("s"));
        ResumeAttempt attempt = ResumeAttempt.random();
        Resumed lost = assertInstanceOf(Resumed.class, a.sessions.resume(text, Server.CALLER, attempt));
        Resumed answer = assertInstanceOf(Resumed.class, b.sessions.resume(text, Server.CALLER, attempt));
        assertEquals(2, answer.session().generation());
        a.sessions.end(lost.session());
        a.resume(answer.successor().text());
        b.sessions.end(answer.session());
        b.refuse(Reason.REPLAYED, lost.successor().text());
    }

    @Test
    void resume_otherAttempt_isReplayed() {
        String text = a.suspend(a.begin("s"));
        a.sessions.resume(text, Server.CALLER, ResumeAttempt.random());
        assertEquals(
                Reason.REPLAYED, ((Refused) b.sessions.resume(text, Server.CALLER, ResumeAttempt.random())).reason());
    }

    @Test
    void resume_repeatedAfterItsUntouchedSessionWasSuspended_restoresAgain() {
        String text = a.suspend(a.begin("s"));
        ResumeRequest request = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        Resumed first = b.resume(request);
        b.suspend(first.session());
        assertNotSame(first.session(), b.resume(request).session());
    }

    @Test
    void resume_reuse_revokesWhereChosen() {
        Server strict = a.sibling(PersistentSessionManager.Builder::revokeOnReuse);
        String text = strict.suspend(strict.begin("s"));
        ResumeRequest mine = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        Resumed resumed = strict.resume(mine);
        strict.resume(mine);
        assertTrue(resumed.session().isLive(), "a repeated attempt never revokes");
        strict.refuse(
                Reason.REPLAYED,
                ResumeRequest.of(text, Server.CALLER)
                        .withAttempt(ResumeAttempt.random())
                        .replacingLive());
        assertFalse(resumed.session().isLive());
        strict.refuse(Reason.REVOKED, resumed.successor().text());
        b.refuse(Reason.REVOKED, resumed.successor().text());
        assertTrue(strict.listener.events.containsAll(List.of("ended s REVOKED", "reused s revoked")));
    }

    @Test
    void revoke_session_endsItAndAllItsTokens() {
        Session session = a.begin("s");
        String text = a.checkpoint(session);
        a.sessions.revoke("s");
        assertFalse(session.isLive());
        a.refuse(Reason.REVOKED, text);
        b.refuse(Reason.REVOKED, text);
        b.sessions.revoke("unknown");
    }

    /** The page on ending a session asks for a second step on the other servers. */
    @Test
    void revoke_whoseCopyIsOnAnotherServer_isNoticedByItsTokensAlone() {
        Session begun = a.begin("begun");
        Session settled = a.resume(a.suspend(a.begin("settled"))).session();
        a.sessions.confirm(settled);
        for (Session session : List.of(begun, settled)) {
            b.sessions.revoke(session.id());
            session.addCapability("changed");
            b.refuse(Reason.REVOKED, a.checkpoint(session));
            b.refuse(Reason.REVOKED, a.suspend(session));
        }
    }

    @Test
    void revoke_whoseCopyAsksTheLedger_isNoticedByTheCopy() {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        Session superseding = strict.begin("superseding");
        Session unsettled = a.resume(a.suspend(a.begin("unsettled"))).session();
        unsettled.addCapability("changed");
        Map.of(superseding, strict, unsettled, a).forEach((session, server) -> {
            b.sessions.revoke(session.id());
            ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> server.checkpoint(session));
            assertEquals(Reason.REPLAYED, refusal.reason());
            assertTrue(session.isLive());
        });
    }

    @Test
    void revoke_whileResuming_keepsTheSessionFromBecomingLive() {
        Session session = a.begin("s");
        session.exports().exportStub("live", "r");
        String text = a.suspend(session);
        a.restorer.decision = request -> {
            a.sessions.revoke("s");
            return a.restorer.grantTo(request);
        };
        a.refuse(Reason.REVOKED, text);
        assertEquals(List.of("r"), a.restorer.disposed);
        assertEquals(0, a.sessions.activeSessions());
    }

    @Test
    void begin_idThatIsLiveOrReserved_isRefused() {
        Session session = a.begin("s");
        assertThrows(IllegalStateException.class, () -> a.begin("s"));
        session.exports().exportStub("live", "r");
        String text = a.suspend(session);
        a.restorer.decision = request -> {
            assertThrows(IllegalStateException.class, () -> a.begin("s"));
            a.refuse(Reason.RESTORE_CONFLICT, replacing(text));
            return a.restorer.grantTo(request);
        };
        a.resume(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\uD800"})
    void begin_badId_isRefused(String id) {
        assertThrows(IllegalArgumentException.class, () -> a.begin(id));
        assertThrows(IllegalArgumentException.class, () -> a.begin("x".repeat(257)));
    }

    @Test
    void suspend_thatFails_letsTheSessionGoOn() {
        Session session = a.begin("s");
        a.codec.failToIssue(true);
        ResumeTokenException failed = assertThrows(ResumeTokenException.class, () -> a.sessions.suspend(session));
        assertEquals(Reason.ENCODING_FAILED, failed.reason());
        session.variables().set("v", Value.of(1));
        a.codec.failToIssue(false);
        a.suspend(session);
        assertThrows(IllegalStateException.class, () -> a.sessions.suspend(session));
        assertThrows(IllegalStateException.class, () -> a.sessions.checkpoint(session));
    }

    @Test
    void suspend_sessionOfAnotherManager_isRefused() {
        Session session = a.begin("s");
        b.begin("s");
        assertThrows(IllegalStateException.class, () -> b.sessions.suspend(session));
        assertThrows(IllegalStateException.class, () -> b.sessions.checkpoint(session));
    }

    @Test
    void supersede_whereChosen_endsOlderTokens() {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        Session session = strict.begin("s");
        String older = strict.checkpoint(session);
        String newer = strict.suspend(session);
        strict.refuse(Reason.REPLAYED, older);
        strict.resume(newer);
    }

    @Test
    void supersede_byStaleCopy_isRefusedAndItGoesOn() {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        Session stale = strict.begin("s");
        b.resume(strict.checkpoint(stale));
        assertEquals(
                Reason.REPLAYED,
                assertThrows(ResumeTokenException.class, () -> strict.sessions.suspend(stale))
                        .reason());
        assertTrue(stale.isLive());
    }

    @Test
    void cleanup_idleLongerThanAllowed_ends() {
        Session idle = a.begin("idle");
        Session used = a.begin("used");
        a.clock.advance(Duration.ofHours(1));
        assertEquals(0, a.sessions.cleanupExpiredSessions());
        used.touch();
        a.clock.advance(Duration.ofMillis(1));
        assertEquals(1, a.sessions.cleanupExpiredSessions());
        assertFalse(idle.isLive());
        assertTrue(used.isLive());
        assertEquals(1, a.sessions.activeSessions());
        assertEquals(List.of("ended idle EXPIRED"), a.listener.events);
    }

    @Test
    void cleanup_ofASessionInUse_waitsUntilTheUseEnds() {
        Session session = a.begin("s");
        Session.Use first = session.use();
        Session.Use second = session.use();
        a.clock.advance(Duration.ofHours(3));
        assertEquals(0, a.sessions.cleanupExpiredSessions());
        first.close();
        first.close();
        assertEquals(0, a.sessions.cleanupExpiredSessions(), "the other use goes on");
        second.close();
        a.clock.advance(Duration.ofHours(1));
        assertEquals(0, a.sessions.cleanupExpiredSessions(), "idle from the end of its use");
        a.clock.advance(Duration.ofMillis(1));
        assertEquals(1, a.sessions.cleanupExpiredSessions());
        assertThrows(IllegalStateException.class, session::use);
    }

    @Test
    void cleanup_ofASessionInUse_endsItAtItsMaxAge() {
        Session session = a.begin("s");
        session.use();
        a.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertEquals(0, a.sessions.cleanupExpiredSessions());
        a.clock.advance(Duration.ofMillis(1));
        assertEquals(1, a.sessions.cleanupExpiredSessions());
    }

    @Test
    void cleanup_pastMaxAge_ends() {
        Server longIdle =
                a.sibling(builder -> builder.idleTimeout(Duration.ofDays(2)).maxSessionAge(Duration.ofHours(3)));
        longIdle.begin("s");
        a.clock.advance(Duration.ofHours(3).minusMillis(1));
        assertEquals(0, longIdle.sessions.cleanupExpiredSessions());
        a.clock.advance(Duration.ofMillis(1));
        assertEquals(1, longIdle.sessions.cleanupExpiredSessions());
    }

    @ParameterizedTest
    @ValueSource(longs = {25, 29})
    void cleanup_longTimeouts_doNotOverflow(long days) {
        Server server =
                a.sibling(builder -> builder.idleTimeout(Duration.ofDays(days)).maxSessionAge(Duration.ofDays(30)));
        server.begin("s");
        a.clock.advance(Duration.ofDays(days));
        assertEquals(0, server.sessions.cleanupExpiredSessions());
        a.clock.advance(Duration.ofMillis(1));
        assertEquals(1, server.sessions.cleanupExpiredSessions());
    }

    @Test
    void cleanup_clockSetBack_endsNothingAndRevivesNothing() {
        String text = a.suspend(a.begin("used"));
        b.resume(text);
        Session live = a.begin("live");
        a.clock.advance(Duration.ofHours(-1));
        live.touch();
        assertEquals(0, a.sessions.cleanupExpiredSessions());
        assertEquals(0, b.sessions.cleanupExpiredSessions());
        a.clock.advance(Duration.ofHours(1));
        a.refuse(Reason.REPLAYED, text);
    }

    @Test
    void cleanup_resumedSession_countsFromItsResume() {
        String text = a.suspend(a.begin("s"));
        a.clock.advance(Duration.ofMinutes(59));
        Session session = a.resume(text).session();
        a.clock.advance(Duration.ofMinutes(59));
        assertEquals(0, a.sessions.cleanupExpiredSessions());
        assertTrue(session.isLive());
    }

    @Test
    void suspend_beyondMaxAge_isTooOldHoweverOftenRenewed() {
        Session session = a.begin("s");
        for (int hop = 0; hop < 47; hop++) {
            a.clock.advance(Duration.ofMinutes(30));
            session = a.resume(a.suspend(session)).session();
        }
        a.clock.advance(Duration.ofMinutes(30));
        Session old = session;
        assertEquals(
                Reason.SESSION_TOO_OLD,
                assertThrows(ResumeTokenException.class, () -> a.sessions.suspend(old))
                        .reason());
        assertEquals(1, a.sessions.cleanupExpiredSessions());
    }

    @Test
    void cleanUpEvery_executor_runsUntilClosed() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setRemoveOnCancelPolicy(true);
        try {
            Server server = a.sibling(builder -> builder.cleanUpEvery(Duration.ofDays(1), executor));
            assertEquals(1, executor.getQueue().size());
            server.sessions.close();
            assertEquals(0, executor.getQueue().size());
            assertFalse(executor.isShutdown(), "it is the caller's");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void end_ofASessionThatIsNotLiveHere_isRefusedAndItGoesOn() {
        Session session = a.begin("s");
        assertThrows(IllegalStateException.class, () -> b.sessions.end(session));
        assertTrue(session.isLive());
        assertEquals(List.of(), b.listener.events);
        a.sessions.end(session);
        a.sessions.end(session);
        b.sessions.end(session);
        assertEquals(List.of("ended s CLOSED"), a.listener.events);
    }

    @Test
    void end_ofASessionThatIsBeingResumed_isRefused_andLeavesNothingLive() {
        ResumeRequest request =
                ResumeRequest.of(a.suspend(a.begin("s")), Server.CALLER).withAttempt(ResumeAttempt.random());
        assertThrows(IllegalStateException.class, () -> a.sessions.resume(request.preparing(a.sessions::end)));
        assertEquals(0, a.sessions.activeSessions());
        assertFalse(a.listener.events.contains("ended s CLOSED"), "it was never live");
        assertTrue(a.resume(request).session().isLive());
    }

    @Test
    void begin_idOfASessionThatEnded_isFreeAgain() {
        a.sessions.end(a.begin("s"));
        assertTrue(a.begin("s").isLive());
    }

    @Test
    void resume_sessionThatEndsWhileItIsReplaced_goesOn() {
        Session live = a.begin("s");
        live.exports().exportStub("live", "ref");
        String text = a.checkpoint(live);
        a.restorer.decision = request -> {
            a.sessions.end(live);
            return a.restorer.grantTo(request);
        };
        assertTrue(a.resume(replacing(text)).session().isLive());
        assertEquals(List.of("ended s CLOSED", "resumed s"), a.listener.events);
    }

    @Test
    void resume_onAClosedManager_leavesTheTokenUnused() {
        String text = a.suspend(a.begin("s"));
        b.sessions.close();
        assertThrows(IllegalStateException.class, () -> b.sessions.resume(text, Server.CALLER));
        a.resume(text);
    }

    @Test
    void close_manager_endsSessionsAndLetsNoneIn() throws Exception {
        Session session = a.begin("s");
        Session toResume = a.begin("r");
        toResume.exports().exportStub("live", "ref");
        String text = a.suspend(toResume);
        b.restorer.decision = request -> {
            b.sessions.close();
            return b.restorer.grantTo(request);
        };
        assertThrows(IllegalStateException.class, () -> b.sessions.resume(text, Server.CALLER));
        assertEquals(List.of("ref"), b.restorer.disposed);
        a.sessions.close();
        a.sessions.close();
        assertFalse(session.isLive());
        assertEquals(0, a.sessions.activeSessions());
        assertThrows(IllegalStateException.class, () -> a.begin("other"));
        assertEquals(List.of("ended r SUSPENDED", "ended s CLOSED"), a.listener.events);
    }

    @Test
    void build_withoutLedger_hasOneOfItsOwnAndClosesIt() {
        PersistentSessionManager sessions = PersistentSessionManager.builder(
                        new TestTokens().manager(InstantSource.system()), new RecordingRestorer())
                .build();
        String text =
                sessions.suspend(sessions.begin("s", Server.CALLER)).token().text();
        Resumed resumed = assertInstanceOf(Resumed.class, sessions.resume(text, Server.CALLER));
        sessions.end(resumed.session());
        assertEquals(Reason.REPLAYED, ((Refused) sessions.resume(text, Server.CALLER)).reason());
        sessions.close();
        assertThrows(ResumeTokenException.class, () -> sessions.revoke("s"));
    }

    @Test
    void build_outOfRange_isRefused() {
        PersistentSessionManager.Builder builder = PersistentSessionManager.builder(a.tokens, a.restorer);
        assertThrows(IllegalArgumentException.class, () -> builder.idleTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.idleTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxSessionAge(Duration.ofMillis(999)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxSessionAge(Duration.ofDays(31)));
        var executor = Executors.newSingleThreadScheduledExecutor();
        assertThrows(IllegalArgumentException.class, () -> builder.cleanUpEvery(Duration.ZERO, executor));
        executor.shutdownNow();
    }

    @Test
    void build_settingMadeTwice_isRefused() {
        var executor = new ScheduledThreadPoolExecutor(1);
        PersistentSessionManager.Builder builder = PersistentSessionManager.builder(a.tokens, a.restorer);
        List<Runnable> settings = List.of(
                () -> builder.ledger(a.ledger),
                () -> builder.pendingPromises(PendingPromises.ATTACH),
                () -> builder.missingReferences(MissingReferences.REFUSE),
                () -> builder.idleTimeout(Duration.ofHours(1)),
                () -> builder.maxSessionAge(Duration.ofHours(1)),
                () -> builder.layers((session, state) -> () -> Value.NULL),
                () -> builder.limits(SnapshotLimits.DEFAULT),
                () -> builder.clock(a.clock),
                () -> builder.cleanUpEvery(Duration.ofHours(1), executor));
        for (Runnable setting : settings) {
            setting.run();
            assertThrows(IllegalStateException.class, setting::run);
        }
        executor.shutdownNow();
    }

    @Test
    void listeners_asManyAsWereAdded_areAllTold() {
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        Server server = a.sibling(builder -> builder.listener(first)
                .listener(new SessionListener() {
                    @Override
                    public void ended(Session session, Session.Ending ending) {
                        throw new IllegalStateException("a listener's own fault");
                    }
                })
                .listener(second));
        server.suspend(server.begin("s"));
        assertEquals(List.of("ended s SUSPENDED"), first.events);
        assertEquals(List.of("ended s SUSPENDED"), second.events);
    }

    @Test
    void toString_ofEverything_showsNoToken() {
        Session session = a.begin("s");
        SuspendedSession suspended = a.sessions.suspend(session);
        String text = suspended.token().text();
        ResumeRequest request = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        Resumed resumed = a.resume(request);
        for (Object shown : List.of(suspended, request, resumed, session)) {
            assertFalse(
                    shown.toString().contains(text.substring(0, 12)),
                    shown.getClass().getName());
            assertFalse(
                    shown.toString().contains(request.attempt().orElseThrow().text()));
        }
    }
}
