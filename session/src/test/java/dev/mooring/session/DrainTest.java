package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Server a = Server.alone();
    private final Server b = a.sibling();

    @Test
    void drain_ofLiveSessions_handsEachTokenOverAndAnotherServerGoesOn() {
        a.begin("one").variables().set("v", Value.of(1));
        a.begin("two");
        List<String> handed = new ArrayList<>();
        DrainReport report = a.sessions.drain(LONG, (session, suspended) -> {
            assertFalse(session.isLive());
            b.resume(suspended.token().text());
            handed.add(session.id());
        });
        assertEquals(Set.of("one", "two"), Set.copyOf(handed));
        assertEquals(Set.of("one", "two"), report.suspended().keySet());
        assertTrue(report.isComplete());
        assertEquals("suspended 2 of 2 sessions", report.toString());
        assertEquals(
                Value.of(1),
                b.sessions.find("one").orElseThrow().variables().get("v").orElseThrow());
    }

    @Test
    void drain_fromThenOn_beginAndResumeAreRefusedRetryably() {
        String text = a.suspend(a.begin("s"));
        assertFalse(a.sessions.isDraining());
        a.drain();
        assertTrue(a.sessions.isDraining());
        assertTrue(a.refuse(Reason.DRAINING, text).retryable());
        a.refuse(Reason.DRAINING, "nonsense");
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> a.begin("t"));
        assertEquals(Reason.DRAINING, refusal.reason());
        assertTrue(refusal.retryable());
        assertEquals(
                List.of("ended s SUSPENDED", "refused DRAINING", "refused DRAINING", "refused DRAINING"),
                a.listener.events);
        b.resume(text);
    }

    @Test
    void drain_ofSessionsThatCannotBeSuspended_saysWhyAndTheyGoOn() {
        Session stuck = a.begin("stuck");
        stuck.exports().exportStub("live", null);
        a.begin("other");
        DrainReport report = a.drain();
        assertEquals(Set.of("other"), report.suspended().keySet());
        assertEquals(Map.of(Reason.ENCODING_FAILED, 1), report.reasons());
        assertEquals("suspended 1 of 2 sessions; not suspended: {ENCODING_FAILED=1}", report.toString());
        assertTrue(stuck.isLive());
        assertEquals(
                List.of("ended other SUSPENDED", "not suspended stuck ENCODING_FAILED"),
                a.listener.events.stream().sorted().toList());
        stuck.exports().release(stuck.ids().nextNegativeId() + 1, 1);
        assertEquals(Set.of("stuck"), a.drain().suspended().keySet(), "a second drain");
    }

    @Test
    void drain_whoseHandOverFails_goesOnAndKeepsTheToken() {
        a.begin("one");
        a.begin("two");
        DrainReport report = a.sessions.drain(LONG, (session, suspended) -> {
            throw new IllegalStateException("the socket is gone");
        });
        assertEquals(2, report.suspended().size());
        assertTrue(a.listener.events.containsAll(List.of("failed HAND_OVER")));
        report.suspended().values().forEach(each -> b.resume(each.token().text()));
    }

    @Test
    void drain_whoseHandOverEndsTheVirtualMachine_isNotKeptFromIt() {
        a.begin("one");
        assertThrows(
                OutOfMemoryError.class,
                () -> a.sessions.drain(LONG, (session, suspended) -> {
                    throw new OutOfMemoryError("asked to");
                }));
    }

    @Test
    void drain_whoseTimeIsOver_suspendsNoFurtherSession() {
        a.begin("one");
        a.begin("two");
        DrainReport report = a.sessions.drain(SHORT, (session, suspended) -> {
            long over = System.nanoTime() + SHORT.toNanos();
            while (System.nanoTime() - over <= 0) {
                Thread.onSpinWait();
            }
        });
        assertFalse(report.isComplete());
        assertEquals(Set.of(Reason.DRAINING), report.reasons().keySet());
        assertEquals(2, report.suspended().size() + report.stillLive().size());
        report.stillLive()
                .keySet()
                .forEach(id -> assertTrue(a.sessions.find(id).orElseThrow().isLive()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P31D"})
    void drain_forATimeOutOfRange_isRefusedAndNothingIsDrained(Duration time) {
        assertThrows(IllegalArgumentException.class, () -> a.sessions.drain(time, (session, suspended) -> {}));
        assertThrows(NullPointerException.class, () -> a.sessions.drain(LONG, null));
        assertFalse(a.sessions.isDraining());
    }

    /** A resume that has its reservation, and does not end before the server is being drained. */
    private FutureTask<ResumeOutcome> resumeUnderWay(Server slow) throws InterruptedException {
        Session session = slow.begin("s");
        session.exports().exportStub("live", "calculator");
        String text = slow.suspend(session);
        CountDownLatch reached = new CountDownLatch(1);
        slow.restorer.decide("calculator", request -> {
            reached.countDown();
            while (!slow.sessions.isDraining()) {
                Thread.onSpinWait();
            }
            return slow.restorer.grantTo(request);
        });
        FutureTask<ResumeOutcome> resuming = new FutureTask<>(() -> slow.sessions.resume(text, Server.CALLER));
        new Thread(resuming).start();
        reached.await();
        return resuming;
    }

    @Test
    void drain_whileASessionIsBeingResumed_waitsForItAndSuspendsIt() throws Exception {
        FutureTask<ResumeOutcome> resuming = resumeUnderWay(a);
        DrainReport report = a.drain();
        assertEquals(Set.of("s"), report.suspended().keySet());
        assertInstanceOf(Resumed.class, resuming.get());
        b.resume(report.suspended().get("s").token().text());
    }

    @Test
    void drain_whoseTimeIsOver_waitsForNoSessionThatIsBeingResumed() throws Exception {
        CountDownLatch drained = new CountDownLatch(1);
        Session session = b.begin("s");
        session.exports().exportStub("live", "calculator");
        String text = b.suspend(session);
        CountDownLatch reached = new CountDownLatch(1);
        a.restorer.decide("calculator", request -> {
            reached.countDown();
            drained.await();
            return a.restorer.grantTo(request);
        });
        FutureTask<ResumeOutcome> resuming = new FutureTask<>(() -> a.sessions.resume(text, Server.CALLER));
        new Thread(resuming).start();
        reached.await();
        DrainReport report = assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> a.sessions.drain(SHORT, (each, suspended) -> {}));
        drained.countDown();
        assertEquals(Map.of(), report.suspended());
        assertInstanceOf(Resumed.class, resuming.get());
    }

    @Test
    void drain_interruptedWhileItWaits_endsAndStaysInterrupted() throws Exception {
        FutureTask<ResumeOutcome> resuming = resumeUnderWay(a);
        Thread.currentThread().interrupt();
        a.drain();
        assertTrue(Thread.interrupted());
        resuming.get();
    }

    private final WatchedLedger ledger = new WatchedLedger(a.clock);
    private final Server watched = Server.on(a.clock, ledger, builder -> builder);

    /** Sessions whose next token settles their claims. */
    private void beginSpentSessions(int number) {
        for (int i = 0; i < number; i++) {
            String token = watched.suspend(watched.begin("spent-" + i));
            watched.resume(token).session().variables().set("money", Value.of(0));
        }
    }

    private void beginSupersedingSessions(int number) {
        for (int i = 0; i < number; i++) {
            watched.begin("superseding-" + i).supersedeOlderTokens();
        }
    }

    @Test
    void drain_whileTheLedgerIsSilent_waitsForItOnce_andIssuesAllTokens() {
        beginSpentSessions(1_000);
        ledger.down = true;
        DrainReport report = watched.drain();
        assertEquals(1_000, report.suspended().size());
        assertEquals(1, ledger.supersedings.size());
        assertEquals(
                1_000,
                watched.listener.events.stream()
                        .filter(event -> event.startsWith("unsettled"))
                        .count());
    }

    @Test
    void drain_whileTheLedgerIsSilent_keepsNoSessionWaitingForThoseThatNeedAnAnswer() {
        beginSupersedingSessions(20);
        beginSpentSessions(20);
        ledger.down = true;
        List<Integer> liveWhenAsked = new ArrayList<>();
        ledger.asked = () -> liveWhenAsked.add(watched.sessions.activeSessions());
        DrainReport report = watched.drain();
        assertEquals(20, report.suspended().size());
        assertEquals(Map.of(Reason.LEDGER_UNAVAILABLE, 20), report.reasons());
        assertEquals(20, liveWhenAsked.get(1), "at the second ask, all others have their tokens");
        assertEquals(21, liveWhenAsked.size(), "and then the ledger has its chance for each");
        assertEquals(
                20,
                watched.listener.events.stream()
                        .filter(event -> event.startsWith("not suspended"))
                        .count());
    }

    @Test
    void drain_whileTheLedgerIsSilent_suspendsASessionThatBecomesLiveBeforeItTriesAgain() throws Exception {
        beginSupersedingSessions(20);
        FutureTask<ResumeOutcome> resuming = resumeUnderWay(watched);
        ledger.down = true;
        List<Boolean> waitsWhenAsked = new ArrayList<>();
        ledger.asked = () -> waitsWhenAsked.add(watched.sessions.find("s").isPresent());
        DrainReport report = watched.drain();
        assertInstanceOf(Resumed.class, resuming.get());
        assertEquals(Set.of("s"), report.suspended().keySet());
        assertFalse(waitsWhenAsked.subList(1, waitsWhenAsked.size()).contains(true));
    }

    @Test
    void drain_afterTheLedgerDidNotAnswer_triesAgain() {
        beginSupersedingSessions(3);
        ledger.down = true;
        ledger.asked = () -> ledger.down = ledger.supersedings.size() == 1;
        DrainReport report = watched.drain();
        assertTrue(report.isComplete());
        assertEquals(3, report.suspended().size());
        assertTrue(watched.listener.events.contains("failed LEDGER"));
        assertFalse(watched.listener.events.toString().contains("not suspended"), "only once it is certain");
    }

    @Test
    void report_shown_hasNeitherIdsNorTokens() {
        a.begin("session-of-alice");
        DrainReport report = a.drain();
        assertFalse(report.toString().contains("alice"), report.toString());
        assertFalse(report.toString().contains("mrt1"), report.toString());
    }
}
