package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionLayerTest {

    /** A layer that counts the cuts of its session over all copies. */
    private static final class Counting implements SessionLayer {
        private final Session session;
        private long cuts;
        private boolean broken;

        Counting(Session session, Optional<Value> state) {
            this.session = session;
            this.cuts = state.map(value -> ((Value.IntegerValue) value).value()).orElse(0L);
        }

        @Override
        public Value stateAtCut() {
            if (broken) {
                throw new IllegalArgumentException("broken");
            }
            session.variables().set("cut", Value.of(++cuts));
            return Value.of(cuts);
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

    @Test
    void layer_thatFails_failsTheCutAndNothingElse() {
        Session session = a.begin("s");
        a.begin("other");
        session.layer(Counting.class).broken = true;
        assertThrows(IllegalArgumentException.class, () -> a.sessions.suspend(session));
        assertThrows(IllegalArgumentException.class, () -> a.sessions.checkpoint(session));
        assertEquals(1, a.sessions.suspendAll().size());
        assertTrue(a.listener.events.contains("failed LAYER"));
        session.layer(Counting.class).broken = false;
        a.suspend(session);
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
