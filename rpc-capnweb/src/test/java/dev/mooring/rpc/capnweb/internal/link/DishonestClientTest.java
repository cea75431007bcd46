package dev.mooring.rpc.capnweb.internal.link;

import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resume;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resumeAnew;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.LinkBench.Server;
import dev.mooring.rpc.capnweb.internal.link.LinkBench.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does that wants more than it may have. Another session on the same servers is served all the same. */
class DishonestClientTest {
    private static final long HUGE = (1L << 53) - 1;

    private final LinkBench bench = new LinkBench();
    private final Server first = bench.server();
    private final Server second = bench.server();
    private final Wire wire = first.begun();
    private final Wire other = first.begun();

    @BeforeEach
    void otherWorks() {
        other.say("[\"data\",1,1]", "add 1");
    }

    @AfterEach
    void otherStillWorks() {
        other.say("[\"data\",2,2]", "add 1");
        assertTrue(other.last().endsWith("\nresult 2 2"), other.last());
    }

    @Test
    void token_thatIsOlder_andAnOlderAcknowledgement_breakItsOwnSession() {
        String token = wire.token();
        wire.say("[\"data\",1,1]", "add 1").say("[\"data\",2,2]", "add 1");
        first.connect().say(resume(token, 2, 1, 1)).assertRefused(false);
        assertEquals(1, first.sessions.activeSessions());
    }

    /** It gets what the session is now, not what it was. */
    @Test
    void token_thatIsOlder_ofALiveCopy_leadsToTheStateOfNow() {
        String token = wire.token();
        wire.say("[\"data\",1,1]", "add 1").say("[\"data\",2,2]", "add 1");
        Wire again = first.connect().say(resume(token, 2, 2, 1));
        again.say("[\"data\",3,3]", "add 1");
        assertTrue(again.last().endsWith("\nresult 3 3"), again.last());
    }

    @Test
    void token_ofAnEarlierGeneration_isRefusedByEveryServer() {
        String token = wire.token();
        second.connect().say(resume(token, 0, 1, 1)).say("[\"again\"]");
        bench.server().connect().say(resumeAnew(token, 0, 1, 2)).assertRefused(false);
        second.connect().say(resumeAnew(token, 0, 1, 3)).assertRefused(false);
    }

    @Test
    void numbers_thatAreForged_makeItsOwnCallsDoubtfulAndNoMore() {
        Wire forged = second.connect().say(resume(wire.token(), HUGE, 1, HUGE));
        forged.say("[\"again\"]").say("[\"data\",1,1]", "pay 5");
        assertTrue(forged.last().endsWith(",[1]]\nresult 1 doubt"), forged.last());
    }

    /** No commit can be made as long as the client does not read. */
    @Test
    void messages_ofAClientThatReadsNothing_areKeptUpToTheBound() {
        wire.hangs = true;
        wire.say("[\"data\",1,1]", "add 1");
        String text = "finish " + "x".repeat(900);
        wire.say("[\"data\",1,2]", text).say("[\"data\",1,3]", text).say("[\"data\",1,4]", text);
        assertEquals(2, first.sessions.activeSessions());
        wire.say("[\"data\",1,5]", text);
        assertEquals(1, first.sessions.activeSessions());
    }

    @Test
    void socket_thatTakesNothing_isClosedAllTheSameIfARuleIsBroken() {
        wire.hangs = true;
        wire.say("[\"data\",1,1]", "add 1").say("nonsense");
        assertEquals(1, first.sessions.activeSessions());
        assertEquals(0, wire.code);
        bench.pass(45_000);
        other.say("[\"ping\"]");
        bench.pass(45_000);
        assertEquals(Copy.BROKEN_RULE, wire.code);
    }

    @Test
    void data_withForgedNumbers_isRefused() {
        wire.say("[\"data\",1," + HUGE + "]", "add 1").assertRefused(false);
        Wire next = first.begun();
        next.say("[\"data\"," + HUGE + ",1]", "add 1").assertRefused(false);
    }

    @Test
    void resumes_inAFlood_leaveOneSocket() {
        String token = wire.token();
        Wire last = wire;
        for (int socket = 1; socket <= 200; socket++) {
            Wire next = first.connect().say(resume(token, 0, 1, socket));
            assertEquals(Copy.DISPLACED, last.code);
            last = next;
        }
        assertEquals(2, first.sessions.activeSessions());
        last.say("[\"data\",1,1]", "add 1");
        assertTrue(last.last().endsWith("\nresult 1 1"), last.last());
    }

    @Test
    void data_thatComesWhileTheLedgerIsAsked_isBounded() {
        Wire hasty = second.connect().say(resume(wire.token(), 0, 1, 1));
        hasty.connection.receive("[\"again\"]");
        for (int number = 1; number <= 4; number++) {
            hasty.connection.receive("[\"data\",1," + number + "]\nadd " + "1".repeat(900));
        }
        hasty.assertRefused(false);
        bench.pass(0);
        assertEquals(0, second.sessions.activeSessions());
    }
}
