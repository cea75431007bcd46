package dev.mooring.rpc.capnweb.internal.link;

import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resume;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resumeAnew;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.LinkBench.Server;
import dev.mooring.rpc.capnweb.internal.link.LinkBench.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions that go on at another server, while the first one may be alive. */
class ColdResumeTest {
    private static final String PAY = "pay 5";

    private final LinkBench bench = new LinkBench();
    private final Server first = bench.server();
    private final Server second = bench.server();
    private final Server third = bench.server();
    private final String token = first.begun().token();

    private static void assertDoubtful(Wire wire, long number) {
        assertTrue(wire.last().endsWith(",[" + number + "]]\nresult " + number + " doubt"), wire.last());
    }

    /** The first server may have run messages 1 and 2; the third one knows it from a token of the second alone. */
    @Test
    void doubt_isInTheAnswerToAResume() {
        Wire wire = second.connect().say(resume(token, 2, 1, 1));
        // after a move, the client begins to count anew
        Wire moved = third.connect().say(resumeAnew(wire.token(), 0, 1, 2)).say("[\"again\"]");
        assertDoubtful(moved.say("[\"data\",1,1]", PAY), 1);
    }

    @Test
    void doubt_isInTheCommitsAfterAResume() {
        Wire wire = second.connect().say(resume(token, 2, 1, 1)).say("[\"again\"]");
        wire.say("[\"data\",1,1]", "finish nothing");
        bench.pass(100);
        wire.assertLast("[\"commit\",2,1,[]");
        Wire moved = third.connect().say(resumeAnew(wire.token(), 0, 2, 2)).say("[\"again\"]");
        assertDoubtful(moved.say("[\"data\",1,2]", PAY), 2);
    }

    @Test
    void attempt_repeatedWithMoreOnTheWire_isAnsweredAnew() {
        second.connect().say(resume(token, 0, 1, 1));
        Wire wire = second.connect().say(resume(token, 1, 1, 2));
        wire.assertLast("[\"resumed\"");
        assertDoubtful(wire.say("[\"again\"]").say("[\"data\",1,1]", PAY), 1);
        assertEquals(1, second.sessions.activeSessions());
    }

    @Test
    void attempt_repeatedEqually_isAnsweredTheSame() {
        Wire lost = second.connect().say(resume(token, 1, 1, 1));
        Wire wire = second.connect().say(resume(token, 1, 1, 2));
        assertEquals(lost.token(), wire.token());
    }

    @Test
    void attempt_thatWasConfirmed_isRefusedElsewhere() {
        second.connect().say(resume(token, 0, 1, 1)).say("[\"again\"]");
        third.connect().say(resume(token, 0, 1, 2)).assertRefused(false);
        assertEquals(0, third.sessions.activeSessions());
    }

    @Test
    void attempt_thatWasNotConfirmed_isAnsweredElsewhere_andTheStaleCopyRefusesRetryably() {
        Wire stale = second.connect().say(resume(token, 0, 1, 1));
        Wire wire = third.connect().say(resume(token, 0, 1, 2));
        wire.assertLast("[\"resumed\"");
        stale.say("[\"again\"]").assertRefused(true);
        assertEquals(0, second.sessions.activeSessions());
    }

    /** The first server did not notice that its client left. */
    @Test
    void copy_thatIsOlderThanTheToken_isNotAttachedTo() {
        Wire wire = second.connect().say(resume(token, 0, 1, 1)).say("[\"again\"]");
        wire.say("[\"data\",1,1]", "add 3");
        wire.assertLast("[\"commit\",2,1,[]");
        Wire back = first.connect().say(resumeAnew(wire.token(), 1, 2, 2));
        back.assertLast("[\"resumed\",1,1,[]");
        back.say("[\"again\"]").say("[\"data\",1,2]", "add 4");
        assertTrue(back.last().endsWith("\nresult 2 7"), back.last());
        assertEquals(1, first.sessions.activeSessions());
    }

    @Test
    void session_thatSaysNothingAfterAResume_getsAFreshToken() {
        Wire wire = second.connect().say(resume(token, 0, 1, 1)).say("[\"again\"]");
        wire.assertLast("[\"resumed\"");
        beSilent(bench, wire, 20);
        wire.assertLast("[\"commit\",2,0,[],\"mrt1.");
    }

    /** The tokens of the bench live for an hour. */
    @Test
    void session_thatSaysNothing_getsAFreshTokenWhenHalfOfTheLastOnesLifeIsOver() {
        LinkBench patient = new LinkBench(Duration.ofHours(12));
        Wire begun = patient.server().begun();
        beSilent(patient, begun, 29);
        begun.assertLast("[\"pong\"]");
        beSilent(patient, begun, 1);
        begun.assertLast("[\"commit\",2,0,[],\"mrt1.");
        Wire resumed =
                patient.server().connect().say(resume(begun.token(), 0, 2, 1)).say("[\"again\"]");
        beSilent(patient, resumed, 29);
        resumed.assertLast("[\"pong\"]");
        beSilent(patient, resumed, 1);
        resumed.assertLast("[\"commit\",2,0,[],\"mrt1.");
    }

    /** A session of the bench may live for 24 hours. */
    @Test
    void session_thatHasLivedAsLongAsItMay_isRefusedForThatReason() {
        Wire begun = bench.server().begun();
        for (int minute = 0; begun.code == 0; minute++) {
            assertTrue(minute <= 24 * 60, "It lives too long");
            begun.say("[\"data\"," + begun.last().replaceAll("(?s)\\[\"commit\",(\\d+),.*", "$1") + ",1]");
            bench.pass(60_000);
        }
        begun.assertRefused(false);
        assertTrue(begun.last().contains("The session has lived as long as it may"), begun.last());
    }

    private static void beSilent(LinkBench bench, Wire wire, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            wire.say("[\"ping\"]");
            bench.pass(60_000);
        }
    }
}
