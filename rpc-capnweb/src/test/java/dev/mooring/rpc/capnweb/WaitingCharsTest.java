package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The three things that wait, each up to {@link RpcLimits#maxWaitingChars}. */
class WaitingCharsTest {
    private static final int MOST = 5_000;
    private static final RpcLimits LIMITS = RpcLimits.DEFAULT.withMaxWaitingChars(MOST);
    private static final String TEXT = "x".repeat(2_000);
    private static final String LATER = "['push',['pipeline',0,['later'],['" + TEXT + "']]]";

    interface Api extends RpcTarget {
        Value echo(Value value);

        CompletionStage<Value> later(Value value);

        void finish();
    }

    private static final class ApiOf implements Api {
        private final List<CompletableFuture<Value>> later = new ArrayList<>();

        @Override
        public Value echo(Value value) {
            return value;
        }

        @Override
        public CompletionStage<Value> later(Value value) {
            later.add(new CompletableFuture<>());
            return later.get(later.size() - 1);
        }

        @Override
        public void finish() {
            later.forEach(stage -> stage.complete(Value.of("done")));
            later.clear();
        }
    }

    private static RpcEndpoint.Builder endpoint() {
        return RpcEndpoint.builder(Api.class, peer -> new ApiOf()).limits(LIMITS);
    }

    @Test
    void calls_thatHaveNotEnded_areRejectedBeyondTheBound_untilSomeHave() {
        Line line = Line.to(endpoint());
        assertEquals(List.of(), line.say(LATER, LATER, "['pull',1]"));
        List<String> answers = line.say(LATER, "['pull',3]");
        assertEquals(1, answers.size());
        assertTrue(answers.get(0).startsWith("['reject',3,['error','RangeError','Too many calls"), answers::toString);
        line.say("['push',['pipeline',0,['finish'],[]]]");
        assertEquals(List.of(), line.say(LATER, "['pull',5]"));
        assertFalse(line.peer().hasEnded());
    }

    @Test
    void results_thatAreNotReleased_endTheSessionBeyondTheBound() {
        Line line = Line.to(endpoint());
        String echo = "['push',['pipeline',0,['echo'],['" + TEXT + "']]]";
        for (int id = 1; id <= 5; id++) {
            line.say(echo, "['release'," + id + ",1]");
        }
        assertEquals(List.of(), line.say(echo, echo));
        List<String> answers = line.say(echo);
        assertTrue(answers.get(0).contains("results of more than " + MOST + " characters"), answers::toString);
        assertTrue(line.peer().hasEnded());
    }

    /** A client that takes no message: what is sent first is never written. */
    @Test
    void messages_thatTheClientDoesNotTake_endTheSessionBeyondTheBound() {
        List<String> sent = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        RpcSocket stuck = new RpcSocket() {
            @Override
            public CompletionStage<Void> send(String text) {
                sent.add(text);
                return new CompletableFuture<>();
            }

            @Override
            public void close(int code, String reason) {
                closed.add(code + " " + reason);
            }
        };
        RpcConnection connection = endpoint().executor(new Line.Turns()).build().accept(stuck, TokenContext.none());
        for (int id = 1; id <= 4; id++) {
            assertEquals(List.of(), closed);
            connection.receive("[\"push\",[\"pipeline\",0,[\"echo\"],[\"" + TEXT + "\"]]]");
            connection.receive("[\"pull\"," + id + "]");
            connection.receive("[\"release\"," + id + ",1]");
        }
        assertEquals(1, sent.size());
        assertEquals(1, closed.size());
        assertTrue(closed.get(0).contains("more than " + MOST + " characters wait"), closed::toString);
    }

    @Test
    void resultsOfTheClients_thatAreInUse_endTheSessionBeyondTheBound() {
        Line line = Line.to(endpoint());
        line.say("['push',['pipeline',0,['later'],[[[['promise',-1],['promise',-2],['promise',-3]]]]]]");
        line.say("['resolve',-1,'" + TEXT + "']", "['resolve',-2,'" + TEXT + "']");
        assertFalse(line.peer().hasEnded());
        List<String> answers = line.say("['reject',-3,['error','Error','" + TEXT + "']]");
        assertTrue(
                answers.get(0).startsWith("['abort',['error','Error','The results of the client"), answers::toString);
    }

    @Test
    void resultsOfTheClients_thatAreReleased_giveTheirRoomBack() {
        Line line = Line.to(endpoint());
        for (int i = 1; i <= 10; i++) {
            line.say(
                    "['push',['pipeline',0,['echo'],[['promise',-" + i + "]]]]",
                    "['resolve',-" + i + ",'" + TEXT + "']");
            assertEquals(
                    List.of("['resolve'," + i + ",'" + TEXT + "']"),
                    line.say("['pull'," + i + "]", "['release'," + i + ",1]").subList(0, 1));
        }
        assertFalse(line.peer().hasEnded());
    }
}
