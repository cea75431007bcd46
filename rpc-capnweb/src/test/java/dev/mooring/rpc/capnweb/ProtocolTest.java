package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends has a clean result, or ends its session with a reason. */
class ProtocolTest {
    interface Api extends RpcTarget {
        Value echo(Value value);

        CompletionStage<Long> later();

        void take(Object anything);
    }

    private static final class ApiOf implements Api {
        private final CompletableFuture<Long> later = new CompletableFuture<>();

        @Override
        public Value echo(Value value) {
            return value;
        }

        @Override
        public CompletionStage<Long> later() {
            return later;
        }

        @Override
        public void take(Object anything) {}
    }

    private final ApiOf api = new ApiOf();
    private final Line line = Line.to(Api.class, peer -> api);

    private static Line withLimits(RpcLimits limits) {
        return Line.to(RpcEndpoint.builder(Api.class, peer -> new ApiOf()).limits(limits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "5",
                "{}",
                "[]",
                "['push']",
                "['pusher',1]",
                "['push',['pipeline']]",
                "['push',['pipeline','0',['a'],[]]]",
                "['push',['pipeline',0,'a',[]]]",
                "['push',['pipeline',0,[true],[]]]",
                "['push',['pipeline',0,[1.5],[]]]",
                "['push',['pipeline',0,['a'],{}]]",
                "['push',['pipeline',0,['a'],[],1]]",
                "['push',['pipeline',7,['a'],[]]]",
                "['push',['pipeline',-1,['a'],[]]]",
                "['push',['pipeline',0,['echo'],[['import',9]]]]",
                "['push',['pipeline',0,['echo'],[['export',1]]]]",
                "['push',['pipeline',0,['echo'],[['export',0]]]]",
                "['push',['pipeline',0,['echo'],[['unknown',1]]]]",
                "['push',['pipeline',0,['echo'],[['bigint','0x10']]]]",
                "['resolve',9999,['pipeline',0,['echo'],[5]]]",
                "['resolve',1,[[['pipeline',0,['echo'],[5]]]]]",
                "['reject',9999,['pipeline',0,['echo'],[5]]]",
                "['push',['pipeline',0,['echo'],[['remap',0,[]]]]]",
                "['push',['pipeline',0,['echo'],[['readable',0]]]]",
                "['push',['pipeline',0,['echo'],[['readable',3]]]]",
                "['push',['pipeline',0,['echo'],[['writable',3]]]]",
                "['push',['pipeline',0,['echo'],[['writable']]]]",
                "['push',['request','https://example.com/']]",
                "['push',['request','https://example.com/',{'headers':{}}]]",
                "['push',['request','https://example.com/',{'headers':[['a']]}]]",
                "['push',['request','https://example.com/',{'method':5}]]",
                "['push',['request',5,{}]]",
                "['push',['response',null,{'status':'200'}]]",
                "['push',['response',null,[]]]",
                "['push',['response',null,{},1]]",
                "['push',['blob','text/plain']]",
                "['push',['blob','text/plain',['readable',1]]]",
                "['pipe',1]",
                "['push',['remap',0,'echo',[],[1]]]",
                "['push',['remap',0,[],[1],[1]]]",
                "['push',['remap',0,[],[['import']],[1]]]",
                "['push',['remap',0,[],[['promise',-1]],[1]]]",
                "['push',['remap',0,[],[['import',7]],[1]]]",
                "['push',['remap',7,[],[],[1]]]",
                "['push',['remap',0,[],[],1]]",
                "['push',['remap',0,[],[],[1],1]]",
                "['push',['remap',0,[],[],[['unknown']]]]",
                "['pull']",
                "['pull','1']",
                "['pull',1]",
                "['pull',1.0]",
                "['pull',1e99]",
                "['pull',0,0]",
                "['release',1,1]",
                "['release',0,1]",
                "['release',-1,0]",
                "['resolve',1]",
                "['resolve',{},1]",
                "['reject',1]",
                "['push',['pipeline',0,['echo'],[1]]",
                "['push',['pipeline',0,['echo'],[1]]]]",
                "\u0000"
            })
    void message_thatIsWrong_abortsWithAReason(String message) {
        List<String> answers = line.say(message);
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("['abort',['error','Error','"), answers::toString);
        assertTrue(line.closed().startsWith("3000 "), line.closed());
        assertTrue(line.peer().hasEnded());
        assertEquals(List.of(), line.say("['push',['pipeline',0,['echo'],[1]]]", "['pull',1]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['pull',0] | ['resolve',0,['export',-1]]",
                "['resolve',5,1] | ",
                "['reject',5,['error','Error','x']] | ",
                "['resolve',5,['export',-3]] | ['release',-3,1]",
                "['push',5] | ",
            })
    void message_thatIsUnusual_isTaken(String message, String answer) {
        assertEquals(answer == null ? List.of() : List.of(answer), line.say(message));
        assertFalse(line.peer().hasEnded());
    }

    @Test
    void push_ofAPlainValue_isItsResult() {
        assertEquals(
                List.of("['resolve',1,[[1,['undefined']]]]"), line.say("['push',[[1,['undefined']]]]", "['pull',1]"));
    }

    @Test
    void abort_ofTheClients_endsTheSession() {
        assertEquals(List.of(), line.say("['abort',['error','Error','mine']]"));
        assertEquals("3000 The client has ended the session", line.closed());
        assertEquals(List.of(), line.failures());
    }

    @Test
    void pull_moreThanOnce_isAnsweredEachTimeOnceItHasSettled() {
        assertEquals(List.of(), line.say("['push',['pipeline',0,['later'],[]]]", "['pull',1]", "['pull',1]"));
        api.later.complete(5L);
        assertEquals(List.of("['resolve',1,5]"), line.sent());
        assertEquals(List.of("['resolve',1,5]"), line.say("['pull',1]"));
    }

    @Test
    void release_ofAPendingCall_isDoneWhenItHasEnded() {
        assertEquals(List.of(), line.say("['push',['pipeline',0,['later'],[]]]", "['release',1,1]"));
        assertEquals(1, line.exports());
        api.later.complete(5L);
        assertEquals(0, line.exports());
        assertEquals(List.of(), line.sent());
        assertTrue(line.say("['pull',1]").get(0).startsWith("['abort'"));
    }

    @Test
    void release_ofAPendingCall_makesItsIdUnknown() {
        line.say("['push',['pipeline',0,['later'],[]]]", "['release',1,1]");
        assertTrue(line.say("['push',['pipeline',1,['x']]]").get(0).startsWith("['abort'"));
    }

    @Test
    void message_overTheLimit_aborts() {
        Line small = withLimits(RpcLimits.DEFAULT.withMaxMessageChars(1_024));
        assertEquals(
                List.of("['abort',['error','Error','A message has at most 1024 UTF-16 units']]"),
                small.say("['push',['pipeline',0,['echo'],['" + "x".repeat(1_000) + "']]]"));
    }

    @Test
    void value_overTheDepth_abortsOnTheWayInAndIsRejectedOnTheWayOut() {
        Line shallow = withLimits(RpcLimits.DEFAULT.withMaxDepth(4));
        assertEquals(
                List.of("['resolve',1,[[[[1]]]]]"),
                shallow.say("['push',['pipeline',0,['echo'],[[[[[1]]]]]]]", "['pull',1]"));
        assertTrue(shallow.say("['push',['pipeline',0,['echo'],[[[[[[[1]]]]]]]]]")
                .get(0)
                .startsWith("['abort'"));
    }

    @Test
    void calls_tooManyAtOnce_areRejected() {
        Line busy = withLimits(RpcLimits.DEFAULT.withMaxCalls(2));
        assertEquals(
                List.of("['reject',3,['error','RangeError',"
                        + "'Too many calls are waiting for their results: try again when some have ended']]"),
                busy
                        .say(
                                "['push',['pipeline',0,['later'],[]]]",
                                "['push',['pipeline',0,['later'],[]]]",
                                "['push',['pipeline',0,['later'],[['export',-1]]]]",
                                "['pull',3]")
                        .stream()
                        .filter(text -> !text.startsWith("['release'"))
                        .toList());
        assertEquals(0, busy.imports());
    }

    @Test
    void entries_tooMany_abort() {
        Line full = withLimits(RpcLimits.DEFAULT.withMaxEntries(2));
        String push = "['push',['pipeline',0,['echo'],[1]]]";
        assertEquals(List.of(), full.say(push, push));
        assertTrue(full.say(push).get(0).contains("more than 2 exports"));
        Line given = withLimits(RpcLimits.DEFAULT.withMaxEntries(2));
        assertTrue(
                given.say("['push',['pipeline',0,['take'],[[[['export',-1],['export',-2],['export',-3]]]]]]").stream()
                        .anyMatch(text -> text.contains("more than 2 imports")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"['push',['pipeline',0,['echo'],[['pipeline',#]]]]", "['push',['pipeline',#]]"})
    void pipeline_ofTenThousandThatWait_settlesWithoutADeepStack(String push) {
        Line deep = Line.to(RpcEndpoint.builder(Api.class, peer -> api)
                .limits(RpcLimits.DEFAULT.withMaxCalls(20_000).withMaxEntries(20_000)));
        deep.say("['push',['pipeline',0,['later'],[]]]");
        for (int i = 1; i < 10_000; i++) {
            deep.say(push.replace("#", Integer.toString(i)));
        }
        deep.say("['pull',10000]");
        api.later.complete(3L);
        assertEquals(List.of("['resolve',10000,3]"), deep.sent());
    }

    @Test
    void session_whoseSocketIsClosed_endsOnce() {
        line.hangUp();
        line.hangUp();
        assertTrue(line.peer().hasEnded());
        assertEquals(List.of(), line.say("['push',['pipeline',0,['echo'],[1]]]"));
    }
}
