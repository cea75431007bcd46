package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.ClientFrame.Again;
import dev.mooring.rpc.capnweb.internal.link.ClientFrame.Data;
import dev.mooring.rpc.capnweb.internal.link.LinkedPeer.PendingMessage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogsTest {

    @Test
    void inbound_messagesThatCameBefore_areDropped() throws LinkException {
        InboundLog log = new InboundLog(2);
        assertEquals(List.of("c", "d"), log.accept(new Data(0, 3, List.of("c", "d"))));
        assertEquals(List.of("e"), log.accept(new Data(0, 3, List.of("c", "d", "e"))));
        assertEquals(List.of(), log.accept(new Data(0, 1, List.of("a"))));
        assertEquals(List.of(), log.accept(new Data(0, 6, List.of())));
        assertEquals(5, log.received());
    }

    @Test
    void inbound_gap_isRefused() {
        InboundLog log = new InboundLog(2);
        assertThrows(LinkException.class, () -> log.accept(new Data(0, 4, List.of("d"))));
        assertThrows(LinkException.class, () -> log.accept(new Data(0, 0, List.of("x"))));
        assertEquals(2, log.received());
    }

    @Test
    void outbound_keepsWhatIsNotAcknowledged() throws LinkException {
        OutboundLog log = new OutboundLog(1);
        log.add(2, "two");
        log.add(3, "three");
        log.add(5, "five");
        log.acknowledge(3);
        assertEquals(List.of("five"), log.unacknowledged());
        assertEquals(4, log.chars());
        log.acknowledge(3);
        log.acknowledge(5);
        assertEquals(0, log.chars());
        assertEquals(5, log.last());
    }

    @Test
    void outbound_acknowledgementThatCannotBe_isRefused() throws LinkException {
        OutboundLog log = new OutboundLog(1);
        log.add(2, "two");
        assertThrows(LinkException.class, () -> log.acknowledge(3));
        log.acknowledge(2);
        assertThrows(LinkException.class, () -> log.acknowledge(1));
    }

    private static LinkState.Pending pending(long number, String body) {
        return new LinkState.Pending(number, number, true, Digest.of(body));
    }

    @Test
    void lackingBodies_comeInOrder_inAnyNumberOfFrames() throws LinkException {
        LackingBodies lacking = new LackingBodies(List.of(pending(2, "b"), pending(5, "e"), pending(7, "g")));
        lacking.accept(new Again(List.of(2L), List.of("b")));
        lacking.accept(new Again(List.of(), List.of()));
        assertFalse(lacking.isComplete());
        assertEquals(List.of(5L, 7L), lacking.numbers());
        lacking.accept(new Again(List.of(5L, 7L), List.of("e", "g")));
        assertTrue(lacking.isComplete());
        assertEquals(
                List.of("b", "e", "g"),
                lacking.take().stream().map(LackingBodies.Body::line).toList());
    }

    @Test
    void lackingBodies_others_areRefused() {
        List<LinkState.Pending> pending = List.of(pending(2, "b"), pending(5, "e"));
        List<Again> wrong = List.of(
                new Again(List.of(5L), List.of("e")),
                new Again(List.of(3L), List.of("c")),
                new Again(List.of(2L), List.of("altered")),
                new Again(List.of(2L, 5L, 6L), List.of("b", "e", "f")));
        for (Again again : wrong) {
            assertThrows(LinkException.class, () -> new LackingBodies(pending).accept(again), again::toString);
        }
    }

    @Test
    void bodies_digestWhatIsPending_andForgetTheRest() {
        Bodies bodies = new Bodies();
        bodies.add(1, "a");
        bodies.add(2, "b");
        bodies.add(3, "c");
        List<LinkState.Pending> first = bodies.digest(List.of(new PendingMessage(2, 20, false)), Doubt.NONE, 2);
        assertEquals(List.of(new LinkState.Pending(2, 20, false, Digest.of("b"))), first);
        List<LinkState.Pending> second = bodies.digest(
                List.of(new PendingMessage(2, 20, true), new PendingMessage(3, 30, false)),
                new Doubt(3, Set.of(), 0),
                3);
        assertEquals(
                List.of(
                        new LinkState.Pending(2, 20, true, Digest.of("b")),
                        new LinkState.Pending(3, 30, true, Digest.of("c"))),
                second);
        assertThrows(
                IllegalStateException.class,
                () -> bodies.digest(List.of(new PendingMessage(1, 10, false)), Doubt.NONE, 3));
    }

    @Test
    void doubt_decidesByNumberMethodAndTries() {
        Doubt doubt = new Doubt(5, Set.of(9L), 2);
        assertEquals(Doubt.Decision.RUN, doubt.decide(6, false));
        assertEquals(Doubt.Decision.REJECT, doubt.decide(5, false));
        assertEquals(Doubt.Decision.RUN_AGAIN, doubt.decide(5, true));
        assertEquals(Doubt.Decision.REJECT, doubt.decide(9, false));
        assertEquals(Doubt.Decision.REJECT, new Doubt(5, Set.of(), 3).decide(5, true));
        assertEquals(Doubt.Decision.RUN, new Doubt(5, Set.of(), 3).decide(6, true));
    }
}
