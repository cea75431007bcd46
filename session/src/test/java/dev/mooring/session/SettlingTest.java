package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A claim is settled once the client evidently has its answer; until then a lost answer can be asked for again, and
 * afterwards no attempt takes the session back.
 */
class SettlingTest {
    private final MovableClock clock = new MovableClock();
    private final WatchedLedger ledger = new WatchedLedger(clock);
    private final Server a = Server.on(clock, ledger, builder -> builder);
    private final Server b = a.sibling();

    private static ResumeRequest attempt(String text) {
        return ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
    }

    private String token() {
        Session session = a.begin("s");
        session.variables().set("money", Value.of(10));
        session.exports().exportStub("live", "calculator");
        return a.suspend(session);
    }

    private static void spend(Session session) {
        session.variables().set("money", Value.of(0));
    }

    private static Reason reason(Runnable refused) {
        return assertThrows(ResumeTokenException.class, refused::run).reason();
    }

    @Test
    void attempt_repeatedAfterTheSessionWasSpentAndSuspended_isRefusedOnEveryServer() {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        spend(session);
        String newest = a.suspend(session);
        List<Server> servers = List.of(a, b, a.sibling(PersistentSessionManager.Builder::revokeOnReuse), b.sibling());
        for (Server server : servers) {
            for (int time = 0; time < 3; time++) {
                assertFalse(server.refuse(Reason.REPLAYED, request).retryable());
            }
            assertFalse(server.listener.events.contains("reused s"), "a late repeat is not reuse");
        }
        assertEquals(
                Value.of(0), b.resume(newest).session().variables().get("money").orElseThrow());
    }

    @Test
    void attempt_repeatedAfterACheckpointOfTheSpentSession_isRefusedThoughItIsLive() {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        spend(session);
        a.checkpoint(session);
        a.refuse(Reason.REPLAYED, request);
        b.refuse(Reason.REPLAYED, request.replacingLive());
        assertTrue(session.isLive());
        assertEquals(1, ledger.supersedings.size());
    }

    static Stream<Named<Consumer<Session>>> changes() {
        return Stream.of(
                Named.of("a variable", SettlingTest::spend),
                Named.of("a variable less", session -> session.variables().delete("money")),
                Named.of("a capability", session -> session.addCapability("admin")),
                Named.of("an id", session -> session.ids().allocatePeer()),
                Named.of("an export", session -> session.exports().exportStub("x", "x")),
                Named.of("an import", session -> session.imports().insert(-1, LiveValue.stub("x", "x"))),
                Named.of("a reference more", session -> session.exports().addReference(-1)),
                Named.of("a stub less", session -> session.exports().release(-1, 1)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void checkpoint_ofChangedCopy_settlesByOneWrite(Consumer<Session> change) {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        assertEquals(0, ledger.supersedings.size(), "the successor settles nothing");
        change.accept(session);
        a.checkpoint(session);
        assertEquals(Superseding.SETTLE, ledger.supersedings.get(0).checkpoint());
        a.checkpoint(session);
        spend(session);
        a.checkpoint(session);
        a.suspend(session);
        assertEquals(1, ledger.supersedings.size());
        b.refuse(Reason.REPLAYED, request);
    }

    @Test
    void suspend_ofNewSession_settlesNothing() {
        Session session = a.begin("s");
        a.checkpoint(session);
        spend(session);
        a.sessions.confirm(session);
        a.suspend(session);
        assertEquals(List.of(), ledger.supersedings);
    }

    static Stream<Named<Consumer<Session>>> nothings() {
        return Stream.of(
                Named.of("nothing", session -> {}),
                Named.of("a touch", Session::touch),
                Named.of("the same again", session -> session.variables().set("money", Value.of(10))),
                Named.of("there and back", session -> {
                    session.exports().addReference(-1);
                    session.exports().release(-1, 1);
                }));
    }

    @ParameterizedTest
    @MethodSource("nothings")
    void suspend_ofUntouchedCopy_leavesALostAnswerToBeAskedForAgain(Consumer<Session> nothing) {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        nothing.accept(session);
        a.checkpoint(session);
        a.suspend(session);
        assertEquals(List.of(), ledger.supersedings);
        spend(b.resume(request).session());
    }

    @Test
    void confirm_settlesOnce_andIsRefusedToAStaleCopy() {
        ResumeRequest request = attempt(token());
        Session stale = a.resume(request).session();
        Session current = b.resume(request).session();
        assertNotEquals(stale.copy(), current.copy());
        assertEquals(Reason.REPLAYED, reason(() -> a.sessions.confirm(stale)));
        b.sessions.confirm(current);
        b.sessions.confirm(current);
        assertEquals(2, ledger.supersedings.size());
        b.refuse(Reason.REPLAYED, request);
        spend(current);
        b.checkpoint(current);
        assertEquals(2, ledger.supersedings.size());
        assertThrows(IllegalStateException.class, () -> a.sessions.confirm(current), "of another manager");
    }

    @Test
    void confirm_withoutAnAnswer_isThrownAndCanBeTriedAgain() {
        Session session = a.resume(attempt(token())).session();
        ledger.down = true;
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> a.sessions.confirm(session));
        assertEquals(Reason.LEDGER_UNAVAILABLE, refusal.reason());
        assertTrue(refusal.retryable());
        ledger.down = false;
        a.sessions.confirm(session);
    }

    @Test
    void suspend_ofChangedStaleCopy_isRefusedAndItGoesOn() {
        ResumeRequest request = attempt(token());
        Session stale = a.resume(request).session();
        Session current = b.resume(request).session();
        spend(stale);
        assertEquals(Reason.REPLAYED, reason(() -> a.sessions.suspend(stale)));
        assertTrue(stale.isLive());
        assertEquals(Map.of(), a.drain().suspended());
        b.resume(b.suspend(current));
    }

    @Test
    void attempt_repeatedWhereItsSessionIsLive_makesThatCopyCurrentAgain() {
        ResumeRequest request = attempt(token());
        Resumed first = a.resume(request);
        Session elsewhere = b.resume(request).session();
        assertSame(first, a.resume(request));
        spend(first.session());
        a.checkpoint(first.session());
        spend(elsewhere);
        assertEquals(Reason.REPLAYED, reason(() -> b.sessions.checkpoint(elsewhere)));
    }

    @Test
    void attempt_repeatedFromAnotherCheckpoint_isTheSameAttempt() {
        Session session = a.begin("s");
        String older = a.checkpoint(session);
        ResumeRequest request = attempt(a.suspend(session));
        Resumed first = a.resume(request);
        ResumeRequest ofOlder = ResumeRequest.of(older, Server.CALLER)
                .withAttempt(request.attempt().orElseThrow());
        assertSame(first, a.resume(ofOlder));
        assertEquals(2, b.resume(ofOlder).session().generation());
    }

    @Test
    void checkpoint_whileTheLedgerIsDown_isIssuedToldAndSettledByTheNext() {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        spend(session);
        ledger.down = true;
        a.checkpoint(session);
        assertTrue(a.listener.events.containsAll(List.of("failed LEDGER", "unsettled s")));
        ledger.down = false;
        clock.advance(Duration.ofSeconds(5));
        a.checkpoint(session);
        a.checkpoint(session);
        assertEquals(2, ledger.supersedings.size());
        b.refuse(Reason.REPLAYED, request);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_afterTheClockWasSetBack_isSettledIfTheLedgerAnswersAgain(boolean suspend) {
        ResumeRequest request = attempt(token());
        Session session = a.resume(request).session();
        spend(session);
        ledger.down = true;
        a.checkpoint(session);
        ledger.down = false;
        clock.advance(Duration.ofMinutes(-1));
        if (suspend) {
            a.suspend(session);
        } else {
            a.checkpoint(session);
        }
        clock.advance(Duration.ofMinutes(1));
        b.refuse(Reason.REPLAYED, request);
    }

    @Test
    void checkpoints_whileTheLedgerIsDown_askItEveryFiveSeconds_andASuspendAlways() {
        Session session = a.resume(attempt(token())).session();
        spend(session);
        ledger.down = true;
        for (int second = 0; second < 10; second++) {
            a.checkpoint(session);
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(2, ledger.supersedings.size());
        assertEquals(10, Collections.frequency(a.listener.events, "unsettled s"));
        a.checkpoint(session);
        a.suspend(session);
        assertEquals(4, ledger.supersedings.size());
    }

    private Session spentSession(String id) {
        Session session = a.resume(attempt(a.suspend(a.begin(id)))).session();
        spend(session);
        return session;
    }

    @Test
    void checkpoints_ofSeveralSessions_askASilentLedgerOnce_andAllOfThemAgainAfterAnAnswer() {
        Session one = spentSession("one");
        Session other = spentSession("other");
        ledger.down = true;
        a.checkpoint(one);
        a.checkpoint(other);
        assertEquals(1, ledger.supersedings.size());
        assertTrue(a.listener.events.containsAll(List.of("unsettled one", "unsettled other")));
        ledger.down = false;
        a.sessions.confirm(one);
        a.checkpoint(other);
        assertEquals(3, ledger.supersedings.size());
    }

    @Test
    void checkpoints_whileTheLedgerTakesLongToFail_doNotAskItAgainAtOnce() {
        Session session = spentSession("s");
        ledger.down = true;
        ledger.asked = () -> clock.advance(Duration.ofMinutes(1));
        a.checkpoint(session);
        a.checkpoint(session);
        assertEquals(1, ledger.supersedings.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void confirm_byThreadsWhileTheLedgerHangs_asksOnceIfItAnswersAndTwiceIfNot(boolean answers) throws Exception {
        Session session = spentSession("s");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        ledger.down = !answers;
        ledger.asked = () -> {
            reached.countDown();
            awaitUninterrupted(letGo);
        };
        List<FutureTask<Boolean>> confirms = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            FutureTask<Boolean> confirm = new FutureTask<>(() -> confirms(session));
            confirms.add(confirm);
            Thread thread = new Thread(confirm);
            thread.start();
            reached.await();
            while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
        letGo.countDown();
        for (FutureTask<Boolean> confirm : confirms) {
            assertEquals(answers, confirm.get(1, TimeUnit.MINUTES));
        }
        assertEquals(answers ? 1 : 2, ledger.supersedings.size());
    }

    /** Says whether the ledger answered. */
    private boolean confirms(Session session) {
        try {
            a.sessions.confirm(session);
            return true;
        } catch (ResumeTokenException refusal) {
            assertEquals(Reason.LEDGER_UNAVAILABLE, refusal.reason());
            return false;
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void confirm_afterOneThatFailed_asksAgain() {
        Session session = spentSession("s");
        ledger.down = true;
        assertFalse(confirms(session));
        assertFalse(confirms(session));
        assertEquals(2, ledger.supersedings.size());
    }

    /** The answer of A is lost, the client goes on at B, and A suspends everything for a deploy. */
    @ParameterizedTest
    @MethodSource("spendOrNot")
    void supersede_byCopyOfALostAnswer_isRefusedAndTakesNothingFromTheClient(Consumer<Session> before) {
        Function<PersistentSessionManager.Builder, PersistentSessionManager.Builder> strict =
                builder -> builder.supersedeOlderTokens().revokeOnReuse();
        Server first = a.sibling(strict::apply);
        Server second = a.sibling(strict::apply);
        ResumeRequest request = attempt(first.suspend(first.begin("s")));
        Session lost = first.resume(request).session();
        Session live = second.resume(request).session();
        before.accept(lost);
        assertEquals(Reason.REPLAYED, reason(() -> first.sessions.suspend(lost)));
        assertEquals(Map.of(), first.drain().suspended());
        assertTrue(first.listener.events.contains("not suspended s REPLAYED"));
        spend(live);
        second.resume(second.suspend(live));
    }

    @Test
    void preparation_isInTheSuccessor_andSettlesNothing() {
        ResumeRequest request =
                attempt(token()).preparing(session -> session.variables().set("home", Value.of("a")));
        Resumed resumed = a.resume(request);
        a.checkpoint(resumed.session());
        assertEquals(List.of(), ledger.supersedings);
        String successor = resumed.successor().text();
        assertEquals(
                Optional.of(Value.of("a")),
                b.resume(ResumeRequest.of(successor, Server.CALLER))
                        .session()
                        .variables()
                        .get("home"));
    }

    @Test
    void preparation_thatThrows_restoresNothing() {
        ResumeRequest request = attempt(token());
        assertThrows(
                UnsupportedOperationException.class,
                () -> a.sessions.resume(request.preparing(session -> {
                    throw new UnsupportedOperationException();
                })));
        assertEquals(0, a.sessions.activeSessions());
        a.resume(request);
    }

    static Stream<Named<Consumer<Session>>> spendOrNot() {
        return Stream.of(Named.of("untouched", session -> {}), Named.of("changed", SettlingTest::spend));
    }

    @Test
    void supersede_ofUntouchedCopy_doesNotLockOutAClientWhoseAnswerWasLost() {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        ResumeRequest request = attempt(strict.suspend(strict.begin("s")));
        strict.suspend(strict.resume(request).session());
        Session session = b.resume(request).session();
        spend(session);
        strict.resume(b.suspend(session));
    }

    /** However many tokens an untouched copy issued, none outlives the first checkpoint of the copy that went on. */
    @Test
    void supersede_byTheCopyThatWentOn_endsAllTokensOfTheOther() {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        ResumeRequest request = attempt(strict.suspend(strict.begin("s")));
        Session untouched = strict.resume(request).session();
        strict.checkpoint(untouched);
        strict.checkpoint(untouched);
        SuspendedSession many = strict.sessions.checkpoint(untouched);
        assertEquals(1, many.checkpoint(), "it has the state of the successor");
        Server other = strict.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        Session current = other.resume(request).session();
        spend(current);
        String newest = other.checkpoint(current);
        strict.refuse(
                Reason.REPLAYED,
                ResumeRequest.of(many.token().text(), Server.CALLER).replacingLive());
        strict.resume(ResumeRequest.of(newest, Server.CALLER).replacingLive());
    }

    @Test
    void superseded_tokenThatNobodyUsed_isRefusedAndNotPunished() {
        Server strict = a.sibling(builder -> builder.supersedeOlderTokens().revokeOnReuse());
        Session session = strict.begin("s");
        String arrived = strict.checkpoint(session);
        strict.checkpoint(session);
        strict.refuse(Reason.REPLAYED, ResumeRequest.of(arrived, Server.CALLER).replacingLive());
        assertTrue(session.isLive());
        assertFalse(strict.listener.events.toString().contains("reused"));
        strict.resume(strict.suspend(session));
    }

    @Test
    void supersede_forOneSession_endsItsOlderTokensOnly() {
        Session strict = a.begin("strict");
        strict.supersedeOlderTokens();
        String older = a.checkpoint(strict);
        a.suspend(strict);
        b.refuse(Reason.REPLAYED, older);
        Session other = a.begin("other");
        String good = a.checkpoint(other);
        a.suspend(other);
        b.resume(good);
    }

    @Test
    void checkpoint_byThreadsThatSupersede_isNeverReplayed() throws Exception {
        Server strict = a.sibling(PersistentSessionManager.Builder::supersedeOlderTokens);
        Session session = strict.begin("s");
        ExecutorService executor = Executors.newFixedThreadPool(AtOnce.THREADS);
        try {
            String newest = "";
            for (int round = 0; round < 200; round++) {
                List<SuspendedSession> issued = AtOnce.run(executor, thread -> strict.sessions.checkpoint(session));
                newest = issued.stream()
                        .max((one, other) -> Long.compare(one.checkpoint(), other.checkpoint()))
                        .map(token -> token.token().text())
                        .orElseThrow();
            }
            assertInstanceOf(
                    Resumed.class,
                    strict.sessions.resume(
                            ResumeRequest.of(newest, Server.CALLER).replacingLive()));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void checkpoint_byThreadsOfAChangedCopy_settlesOnce() throws Exception {
        Session session = a.resume(attempt(token())).session();
        spend(session);
        ExecutorService executor = Executors.newFixedThreadPool(AtOnce.THREADS);
        try {
            AtOnce.run(executor, thread -> a.sessions.checkpoint(session));
        } finally {
            executor.shutdownNow();
        }
        assertEquals(1, ledger.supersedings.size());
    }
}
