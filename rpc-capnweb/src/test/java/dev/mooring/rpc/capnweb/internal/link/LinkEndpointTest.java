package dev.mooring.rpc.capnweb.internal.link;

import static dev.mooring.rpc.capnweb.internal.link.LinkBench.ATTEMPT;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.SECRET;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resume;
import static dev.mooring.rpc.capnweb.internal.link.LinkBench.resumeAnew;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.LinkBench.Wire;
import dev.mooring.session.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One server, whose clients follow the page or do not. */
class LinkEndpointTest {
    private static final String OTHER_SECRET = "t".repeat(43);

    private final LinkBench bench = new LinkBench();
    private LinkBench.Server server = bench.server();

    private Wire begun() {
        return server.begun();
    }

    @Test
    void open_isAnsweredBySettingsAndTheFirstCommit() {
        Wire wire = begun();
        assertEquals("[\"settings\",{\"frame\":2000,\"kept\":3000}]", wire.sent.get(0));
        assertTrue(wire.sent.get(1).startsWith("[\"commit\",1,0,[],\"mrt1."));
        assertEquals(2, wire.sent.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"ping\"]", "[\"end\"]", "[\"data\",0,1]", "[\"again\"]", "nonsense"})
    void firstFrame_thatIsAnother_isRefused(String frame) {
        Wire wire = server.connect().say(frame);
        wire.assertRefused(false);
        assertEquals(Copy.BROKEN_RULE, wire.code);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void frames_beforeTheAnswer_arePingsOrRefused() {
        Wire patient = server.connect();
        patient.connection.receive("[\"open\",\"" + SECRET + "\"]");
        patient.connection.receive("[\"ping\"]");
        assertEquals(List.of("[\"pong\"]"), patient.take());
        Wire hasty = server.connect();
        hasty.connection.receive("[\"open\",\"" + SECRET + "\"]");
        hasty.connection.receive("[\"data\",0,1]\nadd 1");
        hasty.assertRefused(false);
    }

    @Test
    void question_ofASocketThatIsGoneByItsTurn_beginsAndResumesNothing() {
        Wire opens = server.connect();
        opens.connection.receive("[\"open\",\"" + SECRET + "\"]");
        opens.connection.closed();
        bench.pass(0);
        assertEquals(0, server.sessions.activeSessions());
        String token = begun().token();
        server = bench.server();
        Wire resumes = server.connect();
        resumes.connection.receive(resume(token, 0, 1, 1));
        resumes.connection.closed();
        bench.pass(0);
        assertEquals(0, server.sessions.activeSessions());
        server.connect().say(resume(token, 0, 1, 2)).assertLast("[\"resumed\",1,");
    }

    static Stream<String> broken() {
        return Stream.of(
                "[\"open\",\"" + SECRET + "\"]",
                "[\"data\",1,2]\nadd 1",
                "[\"data\",2,1]\nadd 1",
                "[\"data\",0,1]\nadd 1",
                "[\"data\",1,0]\nadd 1",
                "[\"again\"]",
                "[\"again\",1]\nadd 1",
                "[\"hello\"]",
                "[\"data\",1,1]\n" + "x".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void frame_thatBreaksARule_endsThatSessionAndNoOther(String frame) {
        Wire other = begun();
        Wire wire = begun();
        other.take();
        wire.say("[\"data\",1,1]").say(frame);
        wire.assertRefused(false);
        assertEquals(Copy.BROKEN_RULE, wire.code);
        assertEquals(1, server.sessions.activeSessions());
        int answered = wire.sent.size();
        wire.say("[\"data\",1,1]", "add 1");
        assertEquals(answered, wire.sent.size());
        other.say("[\"data\",1,1]", "add 1");
        assertTrue(other.last().endsWith("\nresult 1 1"));
    }

    @Test
    void ping_isAnswered() {
        assertEquals("[\"pong\"]", begun().say("[\"ping\"]").last());
    }

    @Test
    void input_withoutOutput_isCoveredWithin100Milliseconds() {
        Wire wire = begun();
        wire.take();
        wire.say("[\"data\",1,1]", "finish nothing");
        assertEquals(List.of(), wire.take());
        bench.pass(100);
        assertTrue(wire.last().startsWith("[\"commit\",2,1,[],"));
        wire.take();
        bench.pass(1_000);
        assertEquals(List.of(), wire.take());
    }

    @Test
    void session_thatSaysNothing_getsAFreshToken() {
        Wire wire = begun();
        for (int minute = 0; minute < 20; minute++) {
            wire.say("[\"ping\"]");
            bench.pass(60_000);
        }
        assertTrue(wire.last().startsWith("[\"commit\",2,0,[],"), wire.last());
    }

    @Test
    void end_closesNormallyAndEndsTheSession() {
        Wire wire = begun().say("[\"end\"]");
        assertEquals(Copy.NORMAL, wire.code);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void silence_closesTheSocket_andTheCopyIsDroppedLater() {
        Wire wire = begun();
        bench.pass(89_000);
        assertEquals(0, wire.code);
        bench.pass(1_000);
        assertTrue(wire.code != 0);
        bench.pass(119_000);
        assertEquals(1, server.sessions.activeSessions());
        bench.pass(1_000);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void silence_ofASocketThatHangs_closesItToo() {
        Wire wire = begun();
        wire.hangs = true;
        wire.say("[\"data\",1,1]", "add 1");
        bench.pass(90_000);
        assertEquals(Copy.NORMAL, wire.code);
    }

    @Test
    void socket_thatHangs_isClosedWhenItIsDisplaced_andTheNextOneGetsAll() {
        Wire first = begun();
        String token = first.token();
        first.hangs = true;
        first.say("[\"data\",1,1]", "add 1");
        Wire second = server.connect().say(resume(token, 1, 1, 1));
        assertEquals(Copy.DISPLACED, first.code);
        assertTrue(second.last().endsWith("\nresult 1 1"), second.last());
        second.say("[\"data\",2,2]", "add 1");
        assertTrue(second.last().endsWith("\nresult 2 2"), second.last());
    }

    @Test
    void socket_thatSaysNothingAtAll_isClosed() {
        Wire silent = server.connect();
        Wire patient = server.connect().say("[\"open\",\"" + SECRET + "\"]");
        bench.pass(45_000);
        patient.say("[\"ping\"]");
        bench.pass(45_000);
        assertEquals(Copy.NORMAL, silent.code);
        assertEquals(0, patient.code);
    }

    @Test
    void resume_ofTheLiveCopy_attaches_sendsAgainAndDisplaces() {
        Wire first = begun();
        String token = first.token();
        first.say("[\"data\",1,1]", "add 1");
        String unseen = first.last();
        Wire second = server.connect().say(resume(token, 1, 1, 1));
        assertEquals(Copy.DISPLACED, first.code);
        assertEquals("[\"attached\"]", second.sent.get(1));
        assertEquals(unseen, second.sent.get(2));
        first.say("[\"data\",1,2]", "add 1");
        second.take();
        second.say("[\"data\",2,2]", "add 5");
        assertTrue(second.last().endsWith("\nresult 2 6"), "what the displaced socket says is dropped");
    }

    @Test
    void resume_thatComesLate_doesNotDisplaceTheNewerSocket() {
        Wire first = begun();
        String token = first.token();
        Wire newer = server.connect().say(resume(token, 0, 1, 2));
        Wire late = server.connect().say(resume(token, 0, 1, 1));
        late.assertRefused(true);
        assertEquals(0, newer.code);
        newer.say("[\"data\",1,1]", "add 1");
        assertTrue(newer.last().endsWith("\nresult 1 1"));
    }

    /** It acknowledges less than the newer socket has, and breaks a rule at that, for itself alone. */
    @Test
    void resume_thatComesLateWithAnOlderAcknowledgement_endsNothing() {
        Wire first = begun();
        String token = first.token();
        first.say("[\"data\",1,1]", "add 1");
        Wire newer = server.connect().say(resume(token, 1, 2, 2));
        server.connect().say(resume(token, 0, 1, 1)).assertRefused(true);
        newer.say("[\"data\",2,2]", "add 1");
        assertTrue(newer.last().endsWith("\nresult 2 2"), newer.last());
    }

    @Test
    void frame_ofASocketThatWasDisplaced_endsNothingEvenIfItBreaksARule() {
        Wire first = begun();
        Wire newer = server.connect().say(resume(first.token(), 0, 1, 1));
        first.say("nonsense");
        newer.say("[\"data\",1,1]", "add 1");
        assertTrue(newer.last().endsWith("\nresult 1 1"), newer.last());
    }

    /** Each commit of a session that the ledger has not settled would wait for it. */
    @Test
    void ledger_thatDoesNotAnswer_isLeftAloneForAWhile() {
        Wire wire = resumed();
        bench.ledgerIsOut = true;
        wire.say("[\"again\",1]", "slow a").say("[\"data\",1,2]", "add 1");
        assertTrue(wire.last().endsWith("\nresult 2 1"), wire.last());
        int asked = bench.ledgerCalls;
        wire.say("[\"data\",2,3]", "add 1").say("[\"data\",3,4]", "add 1");
        assertTrue(wire.last().endsWith("\nresult 4 3"), wire.last());
        assertEquals(asked, bench.ledgerCalls);
        bench.pass(5_000);
        wire.say("[\"data\",4,5]", "add 1");
        assertEquals(asked + 1, bench.ledgerCalls);
    }

    @Test
    void resume_byAnotherHolder_isRefusedAndHarmsNobody() {
        Wire first = begun();
        String frame = resume(first.token(), 0, 1, 1).replace(SECRET, OTHER_SECRET);
        server.connect().say(frame).assertRefused(false);
        server.connect().say(frame.replace("mrt1.", "mrt1.A")).assertRefused(false);
        first.say("[\"data\",1,1]", "add 1");
        assertTrue(first.last().endsWith("\nresult 1 1"));
    }

    @Test
    void resume_ofAStateThatIsGone_isRefused() {
        Wire first = begun();
        String token = first.token();
        server = bench.server();
        server.connect().say(resume(token, 0, 2, 1)).assertRefused(false);
        Wire resumed = server.connect().say(resume(token, 0, 1, 2));
        assertTrue(resumed.last().startsWith("[\"resumed\",1,0,[],\"mrt1."), resumed.last());
    }

    /** A session with a pending call, resumed by another server. */
    private Wire resumed() {
        Wire first = begun();
        first.say("[\"data\",1,1]", "slow a");
        bench.pass(100);
        String token = first.token();
        server = bench.server();
        Wire second = server.connect().say(resume(token, 1, 2, 1));
        assertTrue(second.last().startsWith("[\"resumed\",1,1,[1],"), second.last());
        return second;
    }

    @Test
    void body_thatIsNotTheSame_isRefused() {
        Wire wire = resumed().say("[\"again\",1]", "slow b");
        wire.assertRefused(false);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void data_beforeTheBodies_isRefused() {
        resumed().say("[\"data\",1,2]", "add 1").assertRefused(false);
        resumed().say("[\"again\"]").say("[\"data\",1,2]", "add 1").assertRefused(false);
    }

    @Test
    void copy_thatIsNotConfirmed_isInertAndDroppedAfterAMinute() {
        resumed();
        assertEquals(1, server.sessions.activeSessions());
        bench.pass(60_000);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void successor_presented_confirmsAndAsksForWhatIsMissing() {
        Wire lost = resumed();
        String successor = lost.token();
        lost.connection.closed();
        Wire next = server.connect().say(resume(successor, 1, 1, 2).replace(ATTEMPT, "B".repeat(21) + "A"));
        assertEquals("[\"attached\",1]", next.last());
        next.say("[\"again\",1]", "slow a").say("[\"data\",1,2]", "finish a");
        bench.pass(100);
        assertTrue(next.last().endsWith("\nresult 1 a"), next.last());
    }

    @Test
    void commits_thatNobodyAcknowledges_stopAtTheBound() {
        Wire wire = begun();
        for (int number = 1; number <= 40; number++) {
            wire.say("[\"data\",1," + number + "]", "add 1");
        }
        int sent = wire.sent.size();
        assertTrue(sent > 3 && sent < 30, "sent " + sent);
        String serial = wire.last().split(",")[1];
        wire.say("[\"data\"," + serial + ",41]");
        assertTrue(wire.last().endsWith("\nresult 40 40"));
    }

    @Test
    void session_thatCannotBeSaved_isFragileUntilItCan() {
        Wire wire = begun();
        String token = wire.token();
        wire.take();
        Session session = bench.peers.get(0).session();
        long id = session.exports().exportStub(new Object(), null);
        wire.say("[\"data\",1,1]", "add 1");
        assertTrue(wire.sent.get(0).startsWith("[\"fragile\","));
        assertTrue(wire.sent.get(1).startsWith("[\"commit\",2,1,[],null,[]]"));
        session.exports().release(id, 1);
        wire.take();
        wire.say("[\"data\",2,2]", "add 1");
        assertTrue(wire.last().startsWith("[\"commit\",3,2,[],\"mrt1."));
        server = bench.server();
        server.connect().say(resume(token, 2, 2, 1)).assertRefused(false);
    }

    /** A client that asked to begin, before its first commit is made. */
    private Wire beginning() {
        Wire wire = server.connect();
        wire.connection.receive("[\"open\",\"" + SECRET + "\"]");
        bench.step();
        assertEquals(1, wire.sent.size(), "the settings");
        return wire;
    }

    @Test
    void open_ofASessionThatCannotBeSaved_isRefusedRetryably() {
        Wire wire = beginning();
        bench.peers.get(0).session().exports().exportStub(new Object(), null);
        bench.pass(0);
        assertEquals(2, wire.sent.size(), wire.sent::toString);
        wire.assertRefused(true);
        assertTrue(wire.last().contains("The session cannot be saved at present"), wire.last());
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void open_ofASessionThatEndsBeforeItsFirstCommit_isRefusedForGood() {
        Wire ended = beginning();
        bench.peers.get(0).link.end(3000, "Thrown out");
        bench.pass(0);
        assertEquals("[\"refused\",false,\"Thrown out\",0]", ended.last());
        assertEquals(3000, ended.code);
        Wire revoked = beginning();
        bench.peers.get(1).link.revoke(3000, "Thrown out");
        bench.pass(0);
        revoked.assertRefused(false);
        assertEquals(0, server.sessions.activeSessions());
    }

    @Test
    void fragile_isSentAgainWithItsCommit() {
        Wire first = begun();
        String token = first.token();
        Session session = bench.peers.get(0).session();
        first.say("[\"data\",1,1]", "add 1");
        long id = session.exports().exportStub(new Object(), null);
        first.say("[\"data\",1,2]", "add 1");
        session.exports().release(id, 1);
        first.say("[\"data\",1,3]", "add 1");
        List<String> unseen = first.sent.subList(2, 6);
        Wire second = server.connect().say(resume(token, 3, 1, 1));
        assertEquals(unseen, second.sent.subList(2, 6));
        assertTrue(second.sent.get(3).startsWith("[\"fragile\","), second.sent::toString);
        assertTrue(second.sent.get(4).startsWith("[\"commit\",3,2,[],null,"), second.sent::toString);
        second.say("[\"data\",4,4]", "add 1");
        assertTrue(second.last().endsWith("\nresult 4 4"), second.last());
    }

    @Test
    void bodies_ofAClientThatKeepsTooMany_areRefused() {
        Wire first = begun();
        String longest = "slow " + "x".repeat(1_000);
        for (int number = 1; number <= 3; number++) {
            first.say("[\"data\",1," + number + "]", longest);
            bench.pass(100);
        }
        String token = first.token();
        server = bench.server();
        Wire second = server.connect().say(resume(token, 3, 4, 1));
        second.say("[\"again\",1]", longest).say("[\"again\",2]", longest);
        second.assertLast("[\"resumed\",1,3,[1,2,3],");
        second.say("[\"again\",3]", longest).assertRefused(false);
        assertTrue(second.last().contains("A client keeps at most 3000 characters"), second.last());
    }

    /** The client sends on each socket all that no commit covers. */
    @Test
    void messages_thatComeAgainWhileTheClaimIsSettled_countOnce() {
        Wire first = resumed();
        String early = "add " + "0".repeat(1_500) + "1";
        Wire second = server.connect();
        second.connection.receive(resumeAnew(first.token(), 2, 1, 2));
        first.connection.receive("[\"again\",1]\nslow a");
        first.connection.receive("[\"data\",1,2]\n" + early);
        bench.step();
        second.assertLast("[\"attached\"]");
        second.connection.receive("[\"data\",1,2]\n" + early);
        bench.pass(0);
        assertTrue(second.last().endsWith("\nresult 2 1"), second.last());
    }

    @Test
    void peer_thatEnds_saysItsLastAndCloses() {
        Wire wire = begun();
        wire.take();
        bench.peers.get(0).link.end(3000, "Thrown out");
        assertEquals(3000, wire.code);
        assertEquals(0, server.sessions.activeSessions());
        assertFalse(wire.sent.stream().anyMatch(frame -> frame.contains("refused")));
    }
}
