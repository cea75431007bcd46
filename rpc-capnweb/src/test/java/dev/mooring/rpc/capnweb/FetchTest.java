package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value.HeadersValue;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, responses and blobs, message by message. */
class FetchTest {
    private static final HeadersValue NONE = new HeadersValue(List.of());

    record Both(FetchRequest request, FetchResponse response) {}

    interface Source extends RpcFunction {
        CompletionStage<FetchResponse> fetch(FetchRequest request);
    }

    interface Api extends RpcTarget {
        FetchRequest request(FetchRequest request);

        FetchResponse response(FetchResponse response);

        FetchBlob blob(FetchBlob blob);

        Both both(Both both);

        CompletionStage<Integer> ask(Source source);
    }

    private static final class ApiOf implements Api {
        @Override
        public FetchRequest request(FetchRequest request) {
            return request;
        }

        @Override
        public FetchResponse response(FetchResponse response) {
            return response;
        }

        @Override
        public FetchBlob blob(FetchBlob blob) {
            return blob;
        }

        @Override
        public Both both(Both both) {
            return both;
        }

        @Override
        public CompletionStage<Integer> ask(Source source) {
            return source.fetch(new FetchRequest("GET", "https://example.com/", NONE, new byte[0]))
                    .thenApply(FetchResponse::status);
        }
    }

    private final Line line = Line.to(Api.class, peer -> new ApiOf());

    private List<String> call(String method, String argument) {
        return line.say("['push',['pipeline',0,['" + method + "'],[" + argument + "]]]", "['pull',1]");
    }

    private static String base64(String text) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void request_comesBackWithItsBody_andWithoutSettingsOfBrowsers() {
        assertEquals(
                List.of(
                        "['resolve',1,['request','https://example.com/',{'method':'POST','headers':[['a','b'],['a','c']],"
                                + "'body':['bytes','" + base64("text") + "'],'duplex':'half'}]]"),
                call(
                        "request",
                        "['request','https://example.com/',{'method':'POST','cf':{'x':[1,{}]},'headers':[['a','b'],['a','c']],"
                                + "'redirect':'manual','body':'text','duplex':'half'}]"));
    }

    @Test
    void response_comesBackWithItsBody() {
        assertEquals(
                List.of(
                        "['resolve',1,['response',['bytes','AAE'],{'status':201,'statusText':'made','headers':[['a','b']]}]]"),
                call(
                        "response",
                        "['response',['bytes','AAE'],{'status':201,'statusText':'made','headers':[['a','b']]}]"));
    }

    @Test
    void both_inARecord_comeBack() {
        String both =
                "{'request':['request','https://example.com/',{'method':'GET'}],'response':['response',null,{'status':200}]}";
        assertEquals(List.of("['resolve',1," + both + "]"), call("both", both));
    }

    @Test
    void body_thatComesInAStream_isReadBeforeTheCall() {
        assertEquals(
                List.of(),
                line.say(
                        "['pipe']",
                        "['push',['pipeline',0,['blob'],[['blob','text/x',['readable',1]]]]]",
                        "['pull',2]"));
        assertEquals(
                List.of("['resolve',3,['undefined']]", "['resolve',4,['undefined']]"),
                line.say(
                        "['stream',['pipeline',1,['write'],[['bytes','AAE']]]]",
                        "['stream',['pipeline',1,['write'],[['bytes','Ag']]]]"));
        List<String> answers = line.say("['stream',['pipeline',1,['close'],[]]]");
        assertTrue(answers.contains("['pipe']"), answers::toString);
        assertTrue(answers.contains("['resolve',2,['blob','text/x',['readable',1]]]"), answers::toString);
        assertTrue(answers.contains("['stream',['pipeline',1,['write'],[['bytes','AAEC']]]]"), answers::toString);
    }

    @Test
    void body_thatBreaks_rejectsTheCall() {
        line.say("['pipe']", "['push',['pipeline',0,['blob'],[['blob','',['readable',1]]]]]", "['pull',2]");
        List<String> answers = line.say("['stream',['pipeline',1,['abort'],[['error','RangeError','lost']]]]");
        assertTrue(answers.contains("['reject',2,['error','RangeError','lost']]"), answers::toString);
    }

    @Test
    void body_thatIsTooLong_rejectsTheCall() {
        Line small = Line.to(RpcEndpoint.builder(Api.class, peer -> new ApiOf())
                .limits(RpcLimits.DEFAULT.withMaxWaitingChars(9_000)));
        small.say("['pipe']", "['push',['pipeline',0,['blob'],[['blob','',['readable',1]]]]]", "['pull',2]");
        String chunk = "['stream',['pipeline',1,['write'],[['bytes','" + base64("x".repeat(3_000)) + "']]]]";
        List<String> answers = small.say(chunk, chunk, chunk, chunk);
        assertTrue(
                answers.stream().anyMatch(text -> text.startsWith("['reject',2,['error','RangeError'")),
                answers::toString);
        assertFalse(small.peer().hasEnded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request | ['request','relative',{}]",
                "request | ['request','https://example.com/',{'method':'TRACE'}]",
                "request | ['request','https://example.com/',{'method':'a b'}]",
                "request | ['request','https://example.com/',{'body':'x'}]",
                "request | ['request','https://example.com/',{'method':'POST','body':5}]",
                "request | ['request','https://example.com/',{'headers':[['a b','c']]}]",
                "response | ['response',null,{'status':99}]",
                "response | ['response','x',{'status':204}]",
                "response | ['response',null,{'statusText':'a\\nb'}]",
                "response | ['response',null,{'headers':[['a','\\u0100']]}]",
                "blob | ['blob','text/plain','x']",
                "blob | ['blob','text/plain',null]",
                "blob | ['response',null,{}]",
                "response | 5",
            })
    void object_thatFetchRefuses_isRejected(String method, String argument) {
        List<String> answers = call(method, argument);
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("['reject',1,['error','TypeError','"), answers::toString);
        assertFalse(line.peer().hasEnded());
    }

    @Test
    void response_ofTheClientsFunction_isRead() {
        assertEquals(
                List.of(
                        "['push',['pipeline',-1,[],[['request','https://example.com/',{'method':'GET'}]]]]",
                        "['pull',1]"),
                line.say("['push',['pipeline',0,['ask'],[['export',-1]]]]", "['pull',1]"));
        List<String> answers = line.say("['resolve',1,['response',null,{'status':404}]]");
        assertTrue(answers.contains("['resolve',1,404]"), answers::toString);
    }

    @Test
    void objects_areEqualByContent_andKeepTheirs() {
        byte[] body = {1, 2};
        FetchRequest request = new FetchRequest("PUT", "https://example.com/", NONE, body);
        FetchResponse response = new FetchResponse(200, "", NONE, body);
        FetchBlob blob = new FetchBlob("text/plain", body);
        body[0] = 7;
        request.body()[0] = 7;
        response.body()[0] = 7;
        blob.content()[0] = 7;
        byte[] same = {1, 2};
        assertEquals(new FetchRequest("PUT", "https://example.com/", NONE, same), request);
        assertEquals(new FetchResponse(200, "", NONE, same), response);
        assertEquals(new FetchBlob("text/plain", same), blob);
        assertEquals(new FetchBlob("text/plain", same).hashCode(), blob.hashCode());
        assertNotEquals(new FetchBlob("text/plain", body), blob);
        assertEquals("FetchBlob[2 bytes]", blob.toString());
        assertEquals("FetchRequest[PUT, 2 bytes]", request.toString());
    }

    @Test
    void object_thatNoClientCouldMake_isRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> new FetchRequest("GET", "/a", NONE, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new FetchRequest("GET", "https://a/", NONE, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> new FetchResponse(600, "", NONE, new byte[0]));
        HeadersValue broken = new HeadersValue(List.of(new HeadersValue.Field("a", "b\r\nc: d")));
        assertThrows(IllegalArgumentException.class, () -> new FetchResponse(200, "", broken, new byte[0]));
    }
}
