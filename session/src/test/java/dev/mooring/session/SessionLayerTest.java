package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLayerTest {

    /** A layer that counts the cuts of its session over all copies. */
    private static final class Counting implements SessionLayer {
        private final Session session;
        private long cuts;
        private @Nullable Throwable fault;
        private Runnable last = () -> {};

        Counting(Session session, Optional<Value> state) {
            this.session = session;
            this.cuts = state.map(value -> ((Value.IntegerValue) value).value()).orElse(0L);
        }

        @Override
        public Value stateAtCut() {
            last.run();
            throwAny(fault);
            session.variables().set("cut", Value.of(++cuts));
            return Value.of(cuts);
        }
    }

    /** A contract allows runtime exceptions only, and nobody can hold a layer to it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(@Nullable Throwable fault) throws T {
        if (fault != null) {
            throw (T) fault;
        }
    }

    /** Makes them, and understands integers only, up to 1,000. */
    private static final class Factory implements SessionLayer.Factory {
        @Override
        public boolean understands(Optional<Value> state) {
            return state.map(value -> ((Value.IntegerValue) value).value() <= 1_000)
                    .orElse(true);
        }

        @Override
        public SessionLayer layerOf(Session session, Optional<Value> state) {
            return new Counting(session, state);
        }
    }

    private final Server a = Server.with(builder -> builder.layers(new Factory()));
    private final Server b = a.sibling(builder -> builder.layers(new Factory()));

    @Test
    void state_ofALayer_travelsInEachTokenWithItsChangeOfTheSession() {
        Session session = a.begin("s");
        a.checkpoint(session);
        Resumed resumed = b.resume(a.suspend(session));
        assertEquals(3, resumed.session().layer(Counting.class).cuts, "two of A and the successor");
        assertEquals(Value.of(3), resumed.session().variables().get("cut").orElseThrow());
        SessionSnapshot next =
                a.tokens.open(resumed.successor().text(), Server.CALLER).snapshot();
        assertEquals(Optional.of(Value.of(3)), LayerState.of(next).map(LayerState::state));
        assertEquals(Value.of(3), next.variables().get("cut"));
    }

    @Test
    void state_isNoVariableOfTheApplication() {
        Session session = b.resume(a.suspend(a.begin("s"))).session();
        assertEquals(Map.of("cut", Value.of(2)), session.variables().exportAll());
        assertThrows(IllegalArgumentException.class, () -> session.variables().set("mooring:layer", Value.NULL));
    }

    @Test
    void state_takesTheRoomOfOneVariable() {
        SnapshotLimits limits = SnapshotLimits.builder().maxVariables(2).build();
        Server small = a.sibling(builder -> builder.limits(limits).layers(new Factory()));
        Session session = small.begin("s");
        session.variables().set("cut", Value.of(0));
        assertThrows(IllegalArgumentException.class, () -> session.variables().set("other", Value.of(1)));
        small.suspend(session);
    }

    @Test
    void state_thatNobodyUnderstands_isRefusedBeforeTheClaim() {
        Session session = a.begin("s");
        session.layer(Counting.class).cuts = 1_000;
        String text = a.suspend(session);
        b.refuse(Reason.UNSUPPORTED, text);
        a.sibling().resume(text);
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalArgumentException("a fault"),
                new IllegalStateException("not to be taken for the end of the session"),
                new NoClassDefFoundError("a/Class"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void layer_thatFails_failsTheCutAndNothingElse(Throwable fault) {
        Session session = a.begin("s");
        Session other = a.begin("other");
        session.layer(Counting.class).fault = fault;
        assertSame(fault, assertThrows(Throwable.class, () -> a.sessions.suspend(session)));
        assertSame(fault, assertThrows(Throwable.class, () -> a.sessions.checkpoint(session)));
        assertEquals(Set.of("other"), a.drain().suspended().keySet());
        assertFalse(other.isLive());
        assertEquals(
                List.of("ended other SUSPENDED", "failed LAYER", "not suspended s ENCODING_FAILED"),
                a.listener.events.stream().sorted().toList());
        session.layer(Counting.class).fault = null;
        a.suspend(session);
    }

    @Test
    void layer_thatEndsTheVirtualMachine_isNotKeptFromItByADrain() {
        a.begin("s").layer(Counting.class).fault = new StackOverflowError("asked to");
        assertThrows(StackOverflowError.class, a::drain);
    }

    /** The session that ends while its layer fails is nobody's loss, and nobody is told of a fault. */
    @Test
    void layer_thatEndsItsSessionAndFails_isNotTold() {
        Session session = a.begin("s");
        session.layer(Counting.class).last = () -> a.sessions.end(session);
        session.layer(Counting.class).fault = new IllegalStateException("ended");
        assertEquals(Map.of(), a.drain().suspended());
        assertEquals(List.of("ended s CLOSED"), a.listener.events);
    }

    /** The layer's state is state of the session: an attempt that is repeated does not take it back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void state_thatChanged_settlesTheClaimOfTheResume(boolean changes) {
        AtomicReference<Value> money = new AtomicReference<>(Value.of(10));
        Server one = a.sibling(builder -> builder.layers((session, state) -> money::get));
        Server other = one.sibling(builder -> builder.layers((session, state) -> money::get));
        ResumeRequest request =
                ResumeRequest.of(one.suspend(one.begin("s")), Server.CALLER).withAttempt(ResumeAttempt.random());
        Session session = one.resume(request).session();
        if (changes) {
            money.set(Value.of(0));
        }
        one.suspend(session);
        if (changes) {
            other.refuse(Reason.REPLAYED, request);
        } else {
            other.resume(request);
        }
    }

    @Test
    void drain_ofALayerThatFails_suspendsTheSessionThatReplacesItMeanwhile() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        Server server = a.sibling(builder -> builder.layers(new Factory()).listener(new SessionListener() {
            @Override
            public void failed(Part part, Throwable fault) {
                failed.countDown();
            }
        }));
        Session session = server.begin("s");
        session.exports().exportStub("live", "calculator");
        String text = server.checkpoint(session);
        session.layer(Counting.class).fault = new IllegalStateException("stuck");
        server.restorer.decide("calculator", request -> {
            reached.countDown();
            assertTrue(failed.await(1, TimeUnit.MINUTES));
            return server.restorer.grantTo(request);
        });
        FutureTask<ResumeOutcome> resuming = new FutureTask<>(() ->
                server.sessions.resume(ResumeRequest.of(text, Server.CALLER).replacingLive()));
        new Thread(resuming).start();
        reached.await();
        DrainReport report = server.drain();
        assertTrue(resuming.get() instanceof Resumed);
        assertTrue(report.isComplete(), report::toString);
        assertEquals(
                3,
                b.resume(report.suspended().get("s").token().text()).session().generation());
    }

    @Test
    void layer_ofAnotherType_isRefused() {
        assertThrows(IllegalStateException.class, () -> a.begin("s").layer(SessionLayerTest.Other.class));
        Session plain = a.sibling().begin("t");
        assertThrows(IllegalStateException.class, () -> plain.layer(Counting.class));
    }

    private interface Other extends SessionLayer {}

    @Test
    void attach_toTheCopyThatTheTokenNames_findsIt() {
        Session session = a.begin("s");
        String older = a.checkpoint(session);
        session.variables().set("v", Value.of(1));
        String newer = a.checkpoint(session);
        assertSame(session, a.sessions.attach(older, Server.CALLER).orElseThrow());
        assertSame(session, a.sessions.attach(newer, Server.CALLER).orElseThrow());
        assertTrue(b.sessions.attach(newer, Server.CALLER).isEmpty(), "not live there");
        assertTrue(session.isLive());
        b.resume(newer);
    }

    @Test
    void attach_toAnotherCopyOfTheSession_findsNothing() {
        Session session = a.begin("s");
        String text = a.checkpoint(session);
        Resumed second = a.resume(ResumeRequest.of(text, Server.CALLER).replacingLive());
        assertTrue(a.sessions.attach(text, Server.CALLER).isEmpty(), "of the copy that was replaced");
        String successor = second.successor().text();
        assertSame(second.session(), a.sessions.attach(successor, Server.CALLER).orElseThrow());
        a.sessions.end(second.session());
        assertTrue(a.sessions.attach(successor, Server.CALLER).isEmpty());
    }

    @Test
    void attach_withoutAGoodToken_isRefused() {
        Session session = a.begin("s");
        String text = a.checkpoint(session);
        ResumeTokenException refusal = assertThrows(
                ResumeTokenException.class, () -> a.sessions.attach(text, TokenContext.of("principal", "mallory")));
        assertEquals(Reason.INVALID_SIGNATURE, refusal.reason());
        Server plain = a.sibling();
        String nameless = plain.checkpoint(plain.begin("t"));
        assertFalse(plain.sessions.attach(nameless, Server.CALLER).isPresent(), "it names no copy");
    }
}
