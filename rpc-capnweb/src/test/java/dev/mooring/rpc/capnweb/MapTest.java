package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps, and calls within values: their steps, bounds and ends. The scenarios compare their results with npm's. */
class MapTest {

    interface Api extends RpcTarget {
        Value echo(Value value);

        CompletionStage<Value> later(Value value);

        void finish();

        void note(Value text);

        String key();
    }

    private static final class ApiOf implements Api {
        private final List<CompletableFuture<Value>> later = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

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

        @Override
        public void note(Value text) {
            RpcCall.current().peer().core().lane().between(() -> notes.add("cut"));
            notes.add(((Value.TextValue) text).value());
        }

        @Override
        public String key() {
            String key = RpcCall.current().key();
            return key.substring(key.indexOf(':'));
        }
    }

    private static final RpcLimits LIMITS = RpcLimits.DEFAULT.withMaxSteps(6).withMaxWaitingChars(20_000);

    private final ApiOf api = new ApiOf();
    private final Line line =
            Line.to(RpcEndpoint.builder(Api.class, peer -> api).limits(LIMITS));

    private static String map(String subject, String instructions) {
        return "['push',['remap'," + subject + ",[],[['import',0]]," + instructions + "]]";
    }

    @Test
    void map_whoseMethodsDoNotWait_isOneStep() {
        line.say("['push',[['a','b','c']]]", map("1", "[['pipeline',-1,['note'],[['pipeline',0]]],['pipeline',1]]"));
        assertEquals(List.of("a", "b", "c", "cut", "cut", "cut"), api.notes);
    }

    @Test
    void call_ofAMap_hasAKeyOfItsOwn() {
        assertEquals(
                List.of("['resolve',2,[[':2.0.0',':2.1.0']]]"),
                line.say("['push',[[1,2]]]", map("1", "[['pipeline',-1,['key'],[]]]"), "['pull',2]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[['pipeline',1]] | ['error','Error','no such entry on exports table: 1']",
                "[['pipeline',-2]] | ['error','Error','no such entry on exports table: -2']",
                "[['pipeline',9007199254740991]] | ['error','Error','no such entry on exports table: 9007199254740991']",
                "[7,['pipeline',3]] | ['error','Error','no such entry on exports table: 3']",
                "[['export',-5]] | ['error','Error','A mapper function cannot refer to exports.']",
                "[['pipeline',-1,['note'],[['promise',-5]]]] | ['error','Error','A mapper function cannot refer to exports.']",
                "[] | ['error','Error','Invalid empty mapper function.']",
            })
    void map_thatNoClientRecords_isRejected(String instructions, String error) {
        assertEquals(
                List.of("['reject',2," + error + "]"),
                line.say("['push',[[1,2]]]", map("1", instructions), "['pull',2]"));
        assertEquals(0, line.imports());
        assertFalse(line.peer().hasEnded());
    }

    @Test
    void map_thatTakesTooManySteps_isRejected_andLeavesRoomForTheNext() {
        String tooMany = map("1", "[['pipeline',-1,['echo'],[1]],['pipeline',1]]");
        List<String> answers = line.say("['push',[[1,2,3,4]]]", tooMany, "['pull',2]");
        assertTrue(answers.get(0)
                .contains("'RangeError','The calls within one push and the elements of map() take more than 6"));
        assertEquals(
                List.of("['resolve',3,[[1,1,1,1]]]"),
                line.say(map("1", "[['pipeline',-1,['echo'],[1]]]"), "['pull',3]"));
    }

    @Test
    void maps_thatHaveNotEnded_takeTheirStepsTogether() {
        String waits = map("1", "[['pipeline',-1,['later'],[1]]]");
        List<String> answers = line.say("['push',[[1,2]]]", waits, waits, waits, waits, "['pull',5]");
        assertTrue(answers.get(0).startsWith("['reject',5,['error','RangeError'"), answers::toString);
        api.finish();
        assertEquals(List.of("['resolve',6,[['done','done']]]"), finished(line.say(waits, "['pull',6]")));
    }

    private List<String> finished(List<String> before) {
        assertEquals(List.of(), before);
        api.finish();
        return line.sent();
    }

    @Test
    void map_withACallWhoseResultNobodyNeeds_endsWithIt() {
        String ignores = map("1", "[['pipeline',-1,['later'],[1]],['pipeline',0]]");
        assertEquals(List.of("['resolve',2,[[5]]]"), finished(line.say("['push',[[5]]]", ignores, "['pull',2]")));
    }

    @Test
    void captures_areReleasedAtTheEnd() {
        List<String> answers = line.say(
                "['push',[[1]]]",
                "['push',['remap',1,[],[['export',-1],['import',0]],[['pipeline',-2,['later'],[1]],['pipeline',-1]]]]",
                "['pull',2]");
        assertEquals(List.of(), answers);
        assertEquals(1, line.imports());
        api.finish();
        assertEquals(List.of("['resolve',2,[[['import',-1]]]]"), line.sent());
        assertEquals(List.of("['release',-1,1]"), line.say("['release',2,1]", "['release',1,1]"));
        assertEquals(0, line.exports());
    }

    @Test
    void call_withinAValue_isMadeThere() {
        assertEquals(
                List.of("['resolve',1,{'a':[[1,':1.1']]}]"),
                line.say("['push',{'a':[[['pipeline',0,['echo'],[1]],['pipeline',0,['key'],[]]]]}]", "['pull',1]"));
        assertEquals(
                List.of("['resolve',2,[[2]]]"),
                line.say("['push',['pipeline',0,['echo'],[[[['pipeline',0,['echo'],[2]]]]]]]", "['pull',2]"));
    }

    @Test
    void calls_withinAValue_tooMany_areRejected_andWhatTheyIntroduceIsReleased() {
        String call = "['pipeline',0,['finish'],[['export',-1]]]";
        List<String> answers =
                line.say("['push',[[" + String.join(",", java.util.Collections.nCopies(7, call)) + "]]]", "['pull',1]");
        assertTrue(
                answers.stream().anyMatch(text -> text.startsWith("['reject',1,['error','RangeError'")),
                answers::toString);
        assertEquals(0, line.imports());
    }

    @Test
    void value_thatNamesALongResultAgainAndAgain_isNotPutTogether() {
        List<String> answers = line.say(
                "['push','" + "x".repeat(9_000) + "']",
                "['push',[[['pipeline',1],['pipeline',1],['pipeline',1]]]]",
                "['pull',2]",
                map("1", "[[[['pipeline',0],['pipeline',0],['pipeline',0]]]]"),
                "['pull',3]");
        assertEquals(2, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("['reject',2,['error','RangeError','Values that are"), answers::toString);
        assertTrue(answers.get(1).startsWith("['reject',3,['error','RangeError','Values that are"), answers::toString);
    }
}
