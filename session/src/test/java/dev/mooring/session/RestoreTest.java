package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer.Place;
import dev.mooring.session.RecordingRestorer.Live;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.testkit.RandomSnapshots;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest {
    private static final int REFERENCES = 8;

    private final Server server = Server.alone();

    /** One entry of each kind, with the references r1 to r8 in the order in which they are asked for. */
    private static SessionSnapshot everyKind(MovableClock clock) {
        return SessionSnapshot.builder("s", clock.instant())
                .importStub(1, "r1")
                .importPromise(2, "r2")
                .importValue(3, Value.array(new Value.StubValue("r3"), new Value.PromiseValue("r4")))
                .exportPromise(1, "r5")
                .exportEntry(-1, new ExportValue.Stub("r6"), 7)
                .exportRejected(-2, Value.array(new Value.StubValue("r7")))
                .exportEntry(-3, new ExportValue.Promise("r8", true), 1)
                .exportValue(-4, Value.of("by value"))
                .variable("v", Value.of(42))
                .capability("calculator")
                .nextPositiveId(10)
                .nextNegativeId(-20)
                .nextPeerId(30)
                .build();
    }

    private String token(SessionSnapshot snapshot) {
        return server.tokens.issue(snapshot, Server.CALLER).text();
    }

    private String everyKindToken() {
        return token(everyKind(server.clock));
    }

    @Test
    void resume_everyKind_isGrantedAgainAndLive() {
        Session session = server.resume(everyKindToken()).session();
        assertEquals(List.of("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"), server.restorer.references());
        assertEquals(new Live("r1"), session.imports().stub(1, Live.class));
        assertEquals(
                new LiveValue.Promise(new Live("r2"), Optional.of("r2"), false),
                session.imports().find(2).orElseThrow().value());
        assertEquals(
                Map.of(new Value.StubValue("r3"), new Live("r3"), new Value.PromiseValue("r4"), new Live("r4")),
                ((LiveValue.Resolved) session.imports().find(3).orElseThrow().value()).objects());
        assertEquals(7, session.exports().find(-1).orElseThrow().references());
        assertEquals(
                Map.of(new Value.StubValue("r7"), new Live("r7")),
                ((LiveValue.Rejected) session.exports().find(-2).orElseThrow().value()).objects());
        assertEquals(
                new LiveValue.Promise(new Live("r8"), Optional.of("r8"), true),
                session.exports().find(-3).orElseThrow().value());
        assertEquals(Optional.of(Value.of(42)), session.variables().get("v"));
        assertEquals(List.of("calculator"), session.capabilities());
        assertEquals(10, session.ids().allocatePositive());
        assertEquals(-20, session.ids().allocateNegative());
        assertEquals(30, session.ids().allocatePeer());
        assertEquals(2, session.generation());
        assertSame(Server.CALLER, session.context());
    }

    @Test
    void resume_restorer_seesWhatItDecidesOn() {
        server.resume(everyKindToken());
        Map<String, Value> variables = everyKind(server.clock).variables();
        assertFalse(variables.isEmpty());
        assertEquals(
                List.of(
                        Place.IMPORT_STUB,
                        Place.IMPORT_PROMISE,
                        Place.NESTED_STUB,
                        Place.NESTED_PROMISE,
                        Place.EXPORT_PROMISE,
                        Place.EXPORT_STUB,
                        Place.NESTED_STUB,
                        Place.EXPORT_PROMISE),
                server.restorer.requests.stream()
                        .map(CapabilityRestorer.Request::place)
                        .toList());
        for (CapabilityRestorer.Request request : server.restorer.requests) {
            assertEquals("s", request.sessionId());
            assertEquals(variables, request.variables());
            assertEquals(List.of("calculator"), request.capabilities());
            assertEquals(Server.CALLER, request.context());
            assertFalse(request.toString().contains(request.reference()), "references are content");
        }
    }

    @Test
    void resume_successor_isTheFirstTokenOfTheNextGeneration() {
        server.clock.advance(Duration.ofMinutes(1));
        SessionSnapshot given = everyKind(new MovableClock());
        Resumed resumed = server.resume(token(given));
        SessionSnapshot next =
                server.tokens.open(resumed.successor().text(), Server.CALLER).snapshot();
        assertEquals(
                given.toBuilder()
                        .generation(2)
                        .checkpoint(1)
                        .lastActivity(server.clock.instant())
                        .build(),
                next);
        String second = server.checkpoint(resumed.session());
        assertEquals(2, server.tokens.open(second, Server.CALLER).snapshot().checkpoint());
    }

    /** For each reference: the resume is refused there, all before it is disposed of in reverse, and nothing is live. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void resume_refusedAtAnyReference_leavesAllAsItWas(int at) {
        Server strict = server.sibling(builder -> builder.pendingPromises(PendingPromises.ATTACH));
        Session other = strict.begin("other");
        strict.restorer.decide("r" + at, request -> CapabilityRestorer.refuse());
        Refused refused = strict.refuse(Reason.RESTORE_REFUSED, everyKindToken());
        assertFalse(refused.retryable());
        assertDisposedBefore(at, strict);
        assertEquals(Optional.empty(), strict.sessions.find("s"));
        assertEquals(1, strict.sessions.activeSessions());
        assertTrue(other.isLive());
        assertEquals(List.of("refused RESTORE_REFUSED"), strict.listener.events);
    }

    private static void assertDisposedBefore(int at, Server server) {
        List<String> granted = new ArrayList<>();
        for (int before = at - 1; before >= 1; before--) {
            granted.add("r" + before);
        }
        assertEquals(granted, server.restorer.disposed);
        assertEquals(at, server.restorer.requests.size(), "nobody is asked after a refusal");
    }

    /** The same with a live session to be replaced: it goes on, byte for byte as it was. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void resume_failedReplacement_leavesTheLiveSessionUntouched(int at) {
        Server strict = server.sibling(builder -> builder.pendingPromises(PendingPromises.ATTACH));
        Session live = strict.resume(everyKindToken()).session();
        String newer = strict.checkpoint(live);
        SessionSnapshot before = strict.tokens.open(newer, Server.CALLER).snapshot();
        strict.restorer.requests.clear();
        strict.restorer.decide("r" + at, request -> {
            throw new IllegalStateException("cannot decide");
        });
        strict.refuse(
                Reason.RESTORE_REFUSED, ResumeRequest.of(newer, Server.CALLER).replacingLive());
        assertDisposedBefore(at, strict);
        assertTrue(live.isLive());
        assertSame(live, strict.sessions.find("s").orElseThrow());
        SessionSnapshot after = strict.tokens.open(strict.checkpoint(live), Server.CALLER).snapshot().toBuilder()
                .checkpoint(before.checkpoint())
                .build();
        assertEquals(before, after);
        assertTrue(strict.listener.events.contains("failed RESTORER"));
    }

    @Test
    void resume_refusedForNow_canBeTriedAgainWithTheSameAttempt() {
        String text = everyKindToken();
        ResumeRequest request = ResumeRequest.of(text, Server.CALLER).withAttempt(ResumeAttempt.random());
        server.restorer.decide("r6", asked -> CapabilityRestorer.refuseForNow());
        assertTrue(server.refuse(Reason.RESTORE_REFUSED, request).retryable());
        server.restorer.decision = server.restorer::grantTo;
        assertEquals(2, server.resume(request).session().generation());
    }

    @Test
    void resume_refusedForNowWithoutAttempt_isNotRetryable() {
        server.restorer.decide("r6", asked -> CapabilityRestorer.refuseForNow());
        String text = everyKindToken();
        assertFalse(server.refuse(Reason.RESTORE_REFUSED, text).retryable());
        server.refuse(Reason.REPLAYED, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "exception", "error", "interrupt"})
    void resume_restorerThatBreaks_isARefusal(String how) {
        server.restorer.decide("r1", request -> {
            switch (how) {
                case "null":
                    return null;
                case "exception":
                    throw new Exception("r1");
                case "error":
                    throw new LinkageError("r1");
                default:
                    throw new InterruptedException("r1");
            }
        });
        Refused refused = server.refuse(Reason.RESTORE_REFUSED, everyKindToken());
        assertEquals(how.equals("interrupt"), Thread.interrupted());
        assertFalse(refused.toString().contains("r1"), "nothing of the fault or the reference");
        assertEquals(List.of("failed RESTORER", "refused RESTORE_REFUSED"), server.listener.events);
    }

    @Test
    void resume_disposalThatIsInterrupted_keepsTheInterrupt() {
        server.restorer.decision = request -> request.reference().equals("r1")
                ? CapabilityRestorer.grant("live", () -> {
                    throw new InterruptedException();
                })
                : CapabilityRestorer.refuse();
        server.refuse(Reason.RESTORE_REFUSED, everyKindToken());
        assertTrue(Thread.interrupted());
        assertEquals(List.of("failed DISPOSAL", "refused RESTORE_REFUSED"), server.listener.events);
    }

    @Test
    void resume_errorOfTheVirtualMachine_passesAndLeavesNothing() {
        server.restorer.decide("r2", request -> {
            throw new StackOverflowError();
        });
        String text = everyKindToken();
        assertThrows(StackOverflowError.class, () -> server.sessions.resume(text, Server.CALLER));
        assertEquals(List.of("r1"), server.restorer.disposed);
        assertEquals(0, server.sessions.activeSessions());
        server.begin("s");
    }

    @Test
    void resume_errorOfTheVirtualMachineInADisposal_passes() {
        server.restorer.decision = request -> request.reference().equals("r1")
                ? CapabilityRestorer.grant("live", () -> {
                    throw new StackOverflowError();
                })
                : CapabilityRestorer.refuse();
        String text = everyKindToken();
        assertThrows(StackOverflowError.class, () -> server.sessions.resume(text, Server.CALLER));
        server.begin("s");
    }

    @Test
    void resume_disposalThatFails_isReportedAndGoesOn() {
        server.restorer.decision = request -> switch (request.reference()) {
            case "r2" ->
                CapabilityRestorer.grant("live", () -> {
                    throw new IllegalStateException("cannot dispose");
                });
            case "r3" -> CapabilityRestorer.refuse();
            default -> server.restorer.grantTo(request);
        };
        server.refuse(Reason.RESTORE_REFUSED, everyKindToken());
        assertEquals(List.of("r1"), server.restorer.disposed);
        assertEquals(List.of("failed DISPOSAL", "refused RESTORE_REFUSED"), server.listener.events);
    }

    @Test
    void resume_grantedCloseable_isClosedOnFailure() {
        AtomicBoolean closed = new AtomicBoolean();
        AutoCloseable live = () -> closed.set(true);
        server.restorer.decision = request ->
                request.reference().equals("r1") ? CapabilityRestorer.grant(live) : CapabilityRestorer.refuse();
        server.refuse(Reason.RESTORE_REFUSED, everyKindToken());
        assertTrue(closed.get());
    }

    @Test
    void resume_successorThatCannotBeIssued_isRefusedAndDisposed() {
        String text = everyKindToken();
        server.codec.failToIssue(true);
        server.refuse(Reason.ENCODING_FAILED, text);
        List<String> reversed = new ArrayList<>(server.restorer.references());
        Collections.reverse(reversed);
        assertEquals(reversed, server.restorer.disposed);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void resume_promiseThatIsRefused_isRejectedAndReported() {
        server.restorer.decision =
                request -> request.place().isPromise() ? CapabilityRestorer.refuse() : server.restorer.grantTo(request);
        assertPromisesRejected(REFERENCES);
    }

    @Test
    void resume_promisesRejectedByPolicy_areNotAskedFor() {
        Server rejecting = server.sibling(builder -> builder.pendingPromises(PendingPromises.REJECT));
        Resumed resumed = rejecting.resume(everyKindToken());
        assertEquals(4, resumed.rejected().size());
        assertEquals(List.of("r1", "r3", "r6", "r7"), rejecting.restorer.references());
    }

    private void assertPromisesRejected(int asked) {
        Resumed resumed = server.resume(everyKindToken());
        assertEquals(
                List.of(
                        new ReportedEntry(Place.IMPORT_PROMISE, 2),
                        new ReportedEntry(Place.NESTED_PROMISE, 3),
                        new ReportedEntry(Place.EXPORT_PROMISE, 1),
                        new ReportedEntry(Place.EXPORT_PROMISE, -3)),
                resumed.rejected());
        assertEquals(asked, server.restorer.requests.size());
        Session session = resumed.session();
        LiveValue.Rejected rejected =
                (LiveValue.Rejected) session.exports().find(-3).orElseThrow().value();
        assertEquals(Value.Kind.ERROR, rejected.reason().kind());
        assertEquals(rejected, session.imports().find(2).orElseThrow().value());
        SessionSnapshot next =
                server.tokens.open(resumed.successor().text(), Server.CALLER).snapshot();
        assertEquals(
                new TableEntry<ExportValue>(new ExportValue.Rejected(rejected.reason()), 1),
                next.exports().get(-3L));
        assertEquals(
                new TableEntry<ImportValue>(new ImportValue.Resolved(rejected.reason()), 1),
                next.imports().get(2L));
    }

    @ParameterizedTest
    @EnumSource(
            value = PendingPromises.class,
            names = {"ATTACH", "ATTACH_OR_REJECT"})
    void resume_promiseRefusedForNow_refusesTheResume(PendingPromises policy) {
        Server strict = server.sibling(builder -> builder.pendingPromises(policy));
        strict.restorer.decide("r5", request -> CapabilityRestorer.refuseForNow());
        ResumeRequest request =
                ResumeRequest.of(everyKindToken(), Server.CALLER).withAttempt(ResumeAttempt.random());
        assertTrue(strict.refuse(Reason.RESTORE_REFUSED, request).retryable());
    }

    @Test
    void resume_restorer_seesIdAndVariables() {
        server.resume(everyKindToken());
        assertEquals(
                List.of(1L, 2L, 3L, 3L, 1L, -1L, -2L, -3L),
                server.restorer.requests.stream()
                        .map(CapabilityRestorer.Request::id)
                        .toList());
        assertTrue(server.restorer.requests.stream()
                .allMatch(request -> request.variables().equals(Map.of("v", Value.of(42)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"})
    void resume_referenceThatTheRestorerRejects_isRejectedAlone(String reference) {
        Value reason = Value.error("Error", "gone");
        server.restorer.decide(reference, request -> CapabilityRestorer.reject(reason));
        Resumed resumed = server.resume(everyKindToken());
        assertEquals(1, resumed.rejected().size());
        CapabilityRestorer.Request asked = server.restorer.requests.get(Integer.parseInt(reference.substring(1)) - 1);
        assertEquals(
                new ReportedEntry(asked.place(), asked.id()), resumed.rejected().get(0));
        assertEquals(REFERENCES, server.restorer.requests.size(), "the rest is granted");
        Session session = resumed.session();
        LiveValue entry = (asked.place().name().startsWith("IMPORT") || asked.id() == 3
                        ? session.imports()
                        : session.exports())
                .find(asked.id())
                .orElseThrow()
                .value();
        Object rejected = entry instanceof LiveValue.Resolved value
                ? value.objects().values().stream()
                        .filter(LiveValue.Rejected.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                : entry instanceof LiveValue.Rejected outer && !outer.objects().isEmpty()
                        ? outer.objects().values().iterator().next()
                        : entry;
        assertEquals(LiveValue.rejected(reason), rejected);
        server.resume(server.suspend(session));
    }

    /** All 65,536 texts of 16 blocks of {@code Aa} or {@code BB} have one hash. */
    @Test
    @Timeout(60)
    void resume_nestedReferencesOfOneHash_takesNoTimeThatGrowsWithTheirSquare() {
        List<Value> stubs = new ArrayList<>();
        for (int bits = 0; bits < 65_536; bits++) {
            StringBuilder reference = new StringBuilder();
            for (int block = 0; block < 16; block++) {
                reference.append((bits >> block & 1) == 0 ? "Aa" : "BB");
            }
            stubs.add(new Value.StubValue(reference.toString()));
        }
        SessionSnapshot snapshot = SessionSnapshot.builder("s", server.clock.instant())
                .exportValue(-1, Value.array(stubs.toArray(Value[]::new)))
                .nextNegativeId(-2)
                .build();
        Restoration restoration = new Restoration(
                new Restoration.RestorePolicy(server.restorer::grantTo, PendingPromises.ATTACH, server.listener),
                snapshot,
                Server.CALLER,
                false);
        LiveValue.Resolved live =
                (LiveValue.Resolved) restoration.grantAll().exports().get(-1L).value();
        assertEquals(65_536, live.objects().size());
        assertEquals(new Live("AaBB".repeat(8)), live.objects().get(new Value.StubValue("AaBB".repeat(8))));
    }

    @Test
    void resume_lastGeneration_isRefusedBeforeItIsClaimed() throws Exception {
        String text = token(everyKind(server.clock).toBuilder()
                .generation(Value.MAX_INTEGER)
                .build());
        server.refuse(Reason.INVALID_SNAPSHOT, text);
        assertEquals(List.of(), server.restorer.requests);
        Superseding asked = new Superseding(
                "s", 1, Superseding.ASK, CopyId.random(), server.clock.instant().plusSeconds(1));
        assertTrue(server.ledger.supersede(asked), "nothing was claimed");
    }

    /** The next token of a session holds its content, of whatever kind that is. */
    @Test
    void resume_randomSessions_roundTrip() {
        SplittableRandom seeds = new SplittableRandom(20_260_101);
        for (int round = 0; round < 300; round++) {
            SessionSnapshot snapshot = recent(RandomSnapshots.snapshot(seeds.split()));
            String text = token(snapshot);
            Session session = server.resume(text).session();
            SessionSnapshot again =
                    server.tokens.open(server.suspend(session), Server.CALLER).snapshot();
            assertEquals(
                    snapshot.toBuilder()
                            .generation(snapshot.generation() + 1)
                            .checkpoint(2)
                            .build(),
                    again,
                    "round " + round);
        }
    }

    /** The same content in a session that is young enough, under an id of its own. */
    private SessionSnapshot recent(SessionSnapshot given) {
        var snapshot = SessionSnapshot.builder("s-" + ResumeAttempt.random().text(), server.clock.instant())
                .generation(Math.min(given.generation(), Value.MAX_INTEGER - 1))
                .checkpoint(given.checkpoint())
                .nextPositiveId(given.nextPositiveId())
                .nextNegativeId(given.nextNegativeId())
                .nextPeerId(given.nextPeerId());
        given.imports().forEach((id, entry) -> snapshot.importEntry(id, entry.value(), entry.references()));
        given.exports().forEach((id, entry) -> snapshot.exportEntry(id, entry.value(), entry.references()));
        given.variables().forEach(snapshot::variable);
        given.capabilities().forEach(snapshot::capability);
        return snapshot.build();
    }
}
