package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Streams message by message: who waits for whom, and how they end. The scenarios compare them with npm's. */
class StreamsTest {

    interface Source extends RpcFunction {
        CompletionStage<Flow.Publisher<String>> open();
    }

    interface Api extends RpcTarget {
        void read(Flow.Publisher<String> stream);

        void write(Flow.Subscriber<String> stream);

        Flow.Publisher<String> texts();

        Flow.Subscriber<String> sink();

        Flow.Publisher<String> back(Flow.Publisher<String> stream);

        void ignore(Object anything);

        void forget(Flow.Subscriber<String> stream);

        CompletionStage<Integer> count(Source source);
    }

    /** Notes all that happens, and asks for items only when the test says so. */
    private final class Noting implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription given) {
            events.add("begun");
            reading = given;
        }

        @Override
        public void onNext(String item) {
            events.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            events.add("failed: " + thrown.getMessage());
        }

        @Override
        public void onComplete() {
            events.add("ended");
        }
    }

    private final class ApiOf implements Api {
        @Override
        public void read(Flow.Publisher<String> stream) {
            stream.subscribe(new Noting());
        }

        @Override
        public void write(Flow.Subscriber<String> stream) {
            texts().subscribe(stream);
        }

        @Override
        public Flow.Publisher<String> texts() {
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long asked) {
                    events.add("asked");
                    writing = subscriber;
                }

                @Override
                public void cancel() {
                    events.add("cancelled");
                }
            });
        }

        @Override
        public Flow.Subscriber<String> sink() {
            return new Noting();
        }

        @Override
        public Flow.Publisher<String> back(Flow.Publisher<String> stream) {
            return stream;
        }

        @Override
        public void ignore(Object anything) {}

        @Override
        public void forget(Flow.Subscriber<String> stream) {}

        @Override
        public CompletionStage<Integer> count(Source source) {
            return source.open()
                    .thenCompose(stream -> Flows.Collector.collect(stream, -1))
                    .thenApply(List::size);
        }
    }

    private final List<String> events = new ArrayList<>();
    private final Line line = Line.to(Api.class, peer -> new ApiOf());
    private Flow.Subscription reading;
    private Flow.Subscriber<? super String> writing;

    private static String write(int stream, String chunk) {
        return "['stream',['pipeline'," + stream + ",['write'],[" + chunk + "]]]";
    }

    private List<String> events() {
        List<String> seen = List.copyOf(events);
        events.clear();
        return seen;
    }

    private void assertNothingIsLeft() {
        assertEquals(0, line.exports());
        assertEquals(0, line.imports());
        assertEquals(0, line.peer().core().streams().size());
    }

    @Test
    void chunk_isAcknowledgedWhenTheReaderHasIt() {
        assertEquals(List.of(), line.say("['pipe']", write(1, "'a'"), write(1, "'b'")));
        assertEquals(
                List.of("['resolve',4,['undefined']]"),
                line.say("['push',['pipeline',0,['read'],[['readable',1]]]]", "['pull',4]", "['release',4,1]"));
        assertEquals(List.of("begun"), events());
        line.say();
        reading.request(1);
        assertEquals(List.of("['resolve',2,['undefined']]"), line.sent());
        assertEquals(List.of("a"), events());
        assertEquals(List.of(), line.say("['stream',['pipeline',1,['close'],[]]]"));
        reading.request(1);
        assertEquals(List.of("['resolve',3,['undefined']]", "['resolve',5,['undefined']]"), line.sent());
        assertEquals(List.of("b", "ended"), events());
        assertEquals(List.of("['reject',6,['error','TypeError','The stream is closed']]"), line.say(write(1, "'c'")));
        assertEquals(List.of(), line.say("['release',1,1]"));
        assertNothingIsLeft();
    }

    @Test
    void stream_thatTheClientAborts_failsWhatWaits() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]", "['release',2,1]");
        assertEquals(
                List.of("['reject',3,['error','RangeError','mine']]", "['resolve',4,['undefined']]"),
                line.say(write(1, "'a'"), "['stream',['pipeline',1,['abort'],[['error','RangeError','mine']]]]"));
        assertEquals(List.of("begun", "failed: mine"), events());
        line.say("['release',1,1]");
        assertNothingIsLeft();
    }

    @Test
    void stream_thatTheClientReleases_breaks() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]", "['release',2,1]", "['release',1,1]");
        assertEquals(
                List.of("begun", "failed: WritableStream RPC stub was disposed without calling close()"), events());
        assertNothingIsLeft();
    }

    @Test
    void stream_thatTheReaderCancels_rejectsChunks() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]", write(1, "'a'"));
        reading.cancel();
        assertEquals(
                List.of("['reject',4,['error','Error','The reader has cancelled the stream']]"),
                line.say(write(1, "'b'")));
        assertEquals(List.of("begun"), events());
    }

    @Test
    void stream_thatNobodyReads_isCancelledWhenTheCallEnds() {
        line.say("['pipe']", write(1, "'a'"));
        List<String> answers = line.say("['push',['pipeline',0,['ignore'],[['readable',1]]]]");
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.get(0).contains("disposed without being consumed"), answers::toString);
    }

    @Test
    void stream_thatIsGivenBack_goesOn() {
        line.say("['pipe']", write(1, "'a'"));
        List<String> answers =
                line.say("['push',['pipeline',0,['back'],[['readable',1]]]]", "['pull',3]", "['release',3,1]");
        assertEquals(
                List.of(
                        "['pipe']",
                        "['resolve',3,['readable',1]]",
                        "['stream',['pipeline',1,['write'],['a']]]",
                        "['resolve',2,['undefined']]"),
                answers);
    }

    @Test
    void readableEnd_canBeNamedOnce() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]");
        assertTrue(line.say("['push',['pipeline',0,['read'],[['readable',1]]]]")
                .get(0)
                .startsWith("['abort'"));
        assertEquals("failed: The export 1 is no pipe, or its readable end was named before", events().get(1));
    }

    @Test
    void chunk_ofAnotherKind_breaksTheStream() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]");
        reading.request(5);
        String reason = "A chunk is not of the kind that the stream takes";
        assertEquals(List.of("['reject',3,['error','TypeError','" + reason + "']]"), line.say(write(1, "{'a':1}")));
        assertEquals(List.of("begun", "failed: " + reason), events());
    }

    @Test
    void chunks_tooMany_areRejected_andTheSessionGoesOn() {
        Line small = Line.to(RpcEndpoint.builder(Api.class, peer -> new ApiOf())
                .limits(RpcLimits.DEFAULT.withMaxWaitingChars(5_000)));
        small.say("['pipe']");
        List<String> answers = small.say(Collections.nCopies(6, write(1, "'a'")).toArray(String[]::new));
        assertEquals(2, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("['reject',6,['error','RangeError'"), answers::toString);
        assertFalse(small.peer().hasEnded());
    }

    @Test
    void item_isAskedForAsLongAsTheWindowIsOpen() {
        assertEquals(
                List.of("['pipe']", "['resolve',1,['readable',1]]"),
                line.say("['push',['pipeline',0,['texts'],[]]]", "['pull',1]", "['release',1,1]"));
        assertEquals(List.of("asked"), events());
        line.say();
        String half = "x".repeat(140_000);
        writing.onNext(half);
        assertEquals(List.of("asked"), events());
        writing.onNext(half);
        assertEquals(List.of(), events());
        assertEquals(2, line.sent().size());
        assertEquals(List.of(), line.say("['resolve',2,['undefined']]"));
        assertEquals(List.of("asked"), events());
        writing.onComplete();
        assertEquals(List.of("['stream',['pipeline',1,['close'],[]]]"), line.sent());
        assertEquals(
                List.of("['release',1,1]"), line.say("['resolve',3,['undefined']]", "['resolve',4,['undefined']]"));
        assertNothingIsLeft();
    }

    @Test
    void items_ofAllStreamsTogether_areBounded() {
        Line small = Line.to(RpcEndpoint.builder(Api.class, peer -> new ApiOf())
                .limits(RpcLimits.DEFAULT.withMaxWaitingChars(20_000)));
        small.say("['push',['pipeline',0,['texts'],[]]]", "['pull',1]");
        Flow.Subscriber<? super String> first = writing;
        small.say("['push',['pipeline',0,['texts'],[]]]", "['pull',2]");
        Flow.Subscriber<? super String> second = writing;
        first.onNext("x".repeat(4_900));
        first.onNext("x".repeat(4_900));
        events();
        second.onNext("x".repeat(1_000));
        assertEquals(List.of(), events());
        small.say("['resolve',3,['undefined']]");
        assertEquals(List.of("asked", "asked"), events());
    }

    @Test
    void item_thatTheClientRejects_cancelsThePublisher() {
        line.say("['push',['pipeline',0,['texts'],[]]]", "['pull',1]", "['release',1,1]");
        writing.onNext("a");
        events();
        assertEquals(List.of("['release',1,1]"), line.say("['reject',2,['error','Error','enough']]"));
        assertEquals(List.of("cancelled"), events());
        writing.onNext("b");
        assertEquals(List.of("['release',1,1]"), line.sent());
        assertNothingIsLeft();
    }

    @Test
    void failure_ofThePublisher_isRedacted() {
        line.say("['push',['pipeline',0,['texts'],[]]]", "['pull',1]", "['release',1,1]");
        line.say();
        writing.onError(new IllegalStateException("secret"));
        assertEquals(List.of("['stream',['pipeline',1,['abort'],[['error','Error','The call failed']]]]"), line.sent());
        assertEquals(1, line.failures().size());
    }

    @Test
    void streamOfTheClient_thatIsWritten_outlivesTheCall() {
        assertEquals(
                List.of("['resolve',1,['undefined']]"),
                line.say("['push',['pipeline',0,['write'],[['writable',-1]]]]", "['pull',1]", "['release',1,1]"));
        line.say();
        writing.onNext("a");
        writing.onComplete();
        assertEquals(
                List.of("['stream',['pipeline',-1,['write'],['a']]]", "['stream',['pipeline',-1,['close'],[]]]"),
                line.sent());
        assertEquals(
                List.of("['release',-1,1]"), line.say("['resolve',1,['undefined']]", "['resolve',2,['undefined']]"));
        assertNothingIsLeft();
    }

    @Test
    void streamOfTheClient_thatIsNotWritten_isReleasedWithTheCall() {
        List<String> answers =
                line.say("['push',['pipeline',0,['forget'],[['writable',-1]]]]", "['pull',1]", "['release',1,1]");
        assertTrue(answers.contains("['release',-1,1]"), answers::toString);
        assertNothingIsLeft();
    }

    @Test
    void streamInAResultOfTheClient_isRead() {
        assertEquals(
                List.of("['push',['pipeline',-1,[],[]]]", "['pull',1]"),
                line.say("['push',['pipeline',0,['count'],[['export',-1]]]]", "['pull',1]"));
        line.say("['pipe']", write(2, "'a'"), write(2, "'b'"), "['stream',['pipeline',2,['close'],[]]]");
        List<String> answers = line.say("['resolve',1,['readable',2]]");
        assertTrue(answers.contains("['resolve',1,2]"), answers::toString);
    }

    @Test
    void session_thatEnds_breaksItsStreams() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]");
        line.say("['push',['pipeline',0,['texts'],[]]]", "['pull',3]");
        events();
        line.hangUp();
        assertEquals(List.of("failed: The connection was closed", "cancelled"), events());
        assertTrue(line.failures().toString().contains("stream: "), line.failures()::toString);
    }

    @Test
    void push_ofAWrite_isAnsweredLikeACall() {
        line.say("['pipe']", "['push',['pipeline',0,['read'],[['readable',1]]]]");
        reading.request(9);
        assertEquals(
                List.of(
                        "['resolve',3,['undefined']]",
                        "['reject',4,['error','Error','Unknown WritableStream method: x']]"),
                line.say(
                        "['push',['pipeline',1,['write'],['a']]]",
                        "['pull',3]",
                        "['push',['pipeline',1,['x'],[]]]",
                        "['pull',4]"));
    }

    @Test
    void sink_ofTheServer_isWrittenByTheClient() {
        assertEquals(
                List.of("['resolve',1,['writable',-1]]"),
                line.say("['push',['pipeline',0,['sink'],[]]]", "['pull',1]", "['release',1,1]"));
        reading.request(1);
        assertEquals(List.of("['resolve',2,['undefined']]"), line.say(write(-1, "'a'"), write(-1, "'b'")));
        assertEquals(
                List.of(
                        "['reject',3,['error','Error','WritableStream RPC stub was disposed without calling close()']]"),
                line.say("['release',-1,1]"));
        assertEquals(
                List.of("begun", "a", "failed: WritableStream RPC stub was disposed without calling close()"),
                events());
        assertNothingIsLeft();
    }
}
