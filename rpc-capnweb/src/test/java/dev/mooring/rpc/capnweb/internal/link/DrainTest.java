package dev.mooring.rpc.capnweb.internal.link;

import static dev.mooring.rpc.capnweb.internal.link.LinkBench.SECRET;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resume;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resumeAnew;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.LinkBench.Server;
import dev.mooring.rpc.capnweb.internal.link.LinkBench.Wire;
import dev.mooring.session.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that leaves in good order. */
class DrainTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String OPEN = "[\"open\",\"" + SECRET + "\"]";

    private final LinkBench bench = new LinkBench();
    private final Server first = bench.server();
    private final Server second = bench.server();
    private final Wire wire = first.begun();

    private List<Left> leave() {
        wire.take();
        return first.leave(GRACE, Duration.ZERO);
    }

    /** The token of the last commit, behind which a move came. */
    private static String lastToken(Wire wire) {
        assertEquals("[\"move\",0]", wire.last());
        wire.sent.remove(wire.sent.size() - 1);
        return wire.token();
    }

    /** The client comes to the second server, where nothing of it was on the wire. */
    private Wire moved(String token, long serial) {
        return second.connect().say(resume(token, 0, serial, 1));
    }

    private static void assertEnds(Wire wire, String line) {
        assertTrue(wire.last().endsWith("\n" + line), wire.last());
    }

    @Test
    void session_withoutCalls_getsItsLastCommitAndMovesAtOnce() {
        List<Left> left = leave();
        assertTrue(wire.sent.get(0).startsWith("[\"commit\",2,0,[],\"mrt1."), wire.sent::toString);
        assertEquals("[\"move\",0]", wire.sent.get(1));
        assertEquals(List.of(), left, "the client has to say that it has all");
        wire.say("[\"data\",2,1]");
        assertEquals(List.of(new Left(Left.Way.MOVED, 0)), left);
        assertEquals(Copy.GOING_AWAY, wire.code);
        assertEquals(0, first.sessions.activeSessions());
    }

    @Test
    void clients_thatComeAnew_areRefusedRetryably() {
        leave();
        first.connect().say(OPEN).assertRefused(true);
        first.connect().say(resume(second.begun().token(), 0, 1, 1)).assertRefused(true);
        assertEquals(1, second.sessions.activeSessions());
    }

    @Test
    void call_thatRuns_endsWithinTheGrace_andOnesThatComeRunOnTheNextServer() {
        wire.say("[\"data\",1,1]", "sign a");
        leave();
        wire.say("[\"data\",1,2]", "pay 5", "finish a");
        assertTrue(wire.sent.get(0).endsWith("\nresult 1 a"), wire.sent::toString);
        Wire next = moved(lastToken(wire), 2);
        next.assertLast("[\"resumed\",1,3,[2],");
        assertEnds(next.say("[\"again\",2]", "pay 5"), "result 2 paid");
    }

    @Test
    void call_thatTheGraceCutsOff_isInDoubt_andNoOther() {
        wire.say("[\"data\",1,1]", "sign a");
        List<Left> left = leave();
        wire.say("[\"data\",1,2]", "pay 5");
        bench.pass(GRACE.toMillis());
        String token = lastToken(wire);
        wire.say("[\"data\",3,3]");
        assertEquals(List.of(new Left(Left.Way.MOVED, 1)), left);
        Wire next = moved(token, 3);
        next.take();
        next.say("[\"again\",1,2]", "sign a", "pay 5");
        assertEquals(List.of("result 1 doubt", "result 2 paid"), next.lines());
    }

    /** What the first server marked stays marked, and what it did not stays unmarked, as long as nothing runs. */
    @Test
    void marks_outliveAServerThatWasNeverConfirmed() {
        wire.say("[\"data\",1,1]", "sign a");
        leave();
        wire.say("[\"data\",1,2]", "pay 5");
        bench.pass(GRACE.toMillis());
        Wire passing = moved(lastToken(wire), 3);
        String successor = passing.token();
        passing.take();
        List<Left> left = second.leave(GRACE, Duration.ZERO);
        assertEquals(List.of("[\"move\",0]"), passing.take());
        assertEquals(List.of(new Left(Left.Way.MOVED, 0)), left);
        Wire next = bench.server().connect().say(resumeAnew(successor, 0, 1, 2));
        next.take();
        next.say("[\"again\",1,2]", "sign a", "pay 5");
        assertEquals(List.of("result 1 doubt", "result 2 paid"), next.lines());
    }

    @Test
    void client_thatLostItsSocket_fetchesItsLastCommit() {
        String token = wire.token();
        wire.say("[\"data\",1,1]", "add 3");
        wire.connection.closed();
        List<Left> left = leave();
        Wire back = first.connect().say(resume(token, 1, 1, 1));
        assertEquals("[\"attached\"]", back.sent.get(1));
        assertTrue(back.sent.get(2).endsWith("\nresult 1 3"), back.sent::toString);
        assertTrue(back.sent.get(3).startsWith("[\"commit\",3,1,[]"), back.sent::toString);
        back.say("[\"data\",1,2]", "add 4");
        lastToken(back);
        back.say("[\"data\",3,3]");
        assertEquals(List.of(new Left(Left.Way.MOVED, 0)), left);
    }

    @Test
    void client_thatStaysAway_isWaitedForUntilTheGraceIsOver() {
        wire.connection.closed();
        List<Left> left = leave();
        bench.pass(GRACE.toMillis() - 1);
        assertEquals(List.of(), left);
        bench.pass(1);
        assertEquals(List.of(new Left(Left.Way.AWAY, 0)), left);
    }

    @Test
    void client_thatSaysNothing_isWaitedForFiveSecondsMore() {
        List<Left> left = leave();
        bench.pass(GRACE.toMillis() + 4_999);
        assertEquals(List.of(), left);
        bench.pass(1);
        assertEquals(List.of(new Left(Left.Way.AWAY, 0)), left);
        assertEquals(Copy.GOING_AWAY, wire.code);
    }

    @Test
    void session_thatCannotBeSaved_staysUntilTheEnd_andItsClientResumesAsAfterAKill() {
        first.sessions
                .find(bench.peers.get(0).session().id())
                .orElseThrow()
                .exports()
                .exportStub(new Object(), null);
        List<Left> left = leave();
        bench.pass(GRACE.toMillis() + 5_000);
        assertEquals(List.of(new Left(Left.Way.UNSAVED, 0)), left);
        assertTrue(wire.sent.stream().noneMatch(frame -> frame.startsWith("[\"move\"")), wire.sent::toString);
        assertEquals(Copy.GOING_AWAY, wire.code);
    }

    @Test
    void session_thatCanBeSavedAgainWithinTheGrace_moves() {
        Session session = bench.peers.get(0).session();
        long id = session.exports().exportStub(new Object(), null);
        leave();
        bench.pass(1_000);
        session.exports().release(id, 1);
        wire.take();
        bench.pass(100);
        assertTrue(lastToken(wire).startsWith("mrt1."));
    }

    @Test
    void data_afterTheLastCommit_isNotRunHere() {
        leave();
        wire.take();
        wire.say("[\"data\",1,1]", "add 1");
        bench.pass(1_000);
        assertEquals(List.of(), wire.take());
    }

    @Test
    void clients_comeWithinTheSpread() {
        for (int i = 0; i < 20; i++) {
            first.begun();
        }
        wire.take();
        first.leave(GRACE, Duration.ofMillis(50));
        long wait = Long.parseLong(wire.last().replaceAll("\\D", ""));
        assertTrue(wait >= 0 && wait <= 50, wire.last());
    }

    @Test
    void session_thatItsClientEndsMeanwhile_isNotMoved() {
        wire.say("[\"data\",1,1]", "sign a");
        List<Left> left = leave();
        wire.say("[\"end\"]");
        assertEquals(List.of(new Left(Left.Way.ENDED, 0)), left);
        assertEquals(Copy.NORMAL, wire.code);
    }
}
