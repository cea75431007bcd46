package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcBatchTest {

    interface Asked extends RpcFunction {
        String ask(String question);
    }

    interface AskedLater extends RpcFunction {
        CompletionStage<String> ask(String question);
    }

    interface Api extends RpcTarget {
        Value echo(Value value);

        String ask(Asked asked);

        CompletionStage<String> askLater(AskedLater asked);

        CompletionStage<String> later();

        void leave();
    }

    private record ApiOf(RpcPeer peer, List<String> log, CompletableFuture<String> gate) implements Api {
        @Override
        public Value echo(Value value) {
            log.add("echo");
            return value;
        }

        @Override
        public String ask(Asked asked) {
            return asked.ask("why");
        }

        @Override
        public CompletionStage<String> askLater(AskedLater asked) {
            AskedLater kept = RpcStub.keep(asked);
            return gate.thenCompose(kept::ask);
        }

        @Override
        public CompletionStage<String> later() {
            return gate;
        }

        @Override
        public void leave() {
            peer.end();
        }
    }

    private static final String CALL = "['push',['pipeline',0,['echo'],[5]]]\n['pull',1]";

    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<String> later = new CompletableFuture<>();

    private RpcEndpoint.Builder endpoint() {
        return RpcEndpoint.builder(Api.class, peer -> {
                    peer.onEnd(() -> log.add("end"));
                    return new ApiOf(peer, log, later);
                })
                .executor(new Line.Turns());
    }

    private RpcBatch.Builder builder() {
        return RpcBatch.builder(endpoint().build());
    }

    private static CompletableFuture<RpcBatch.Answer> post(RpcBatch batch, String body, Map<String, String> headers) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return batch.answer("POST", headers::get, new ByteArrayInputStream(bytes), TokenContext.none())
                .toCompletableFuture();
    }

    private RpcBatch.Answer post(RpcBatch.Builder builder, String body) {
        return post(builder.build(), body, Map.of()).join();
    }

    @Test
    void batch_isAnsweredAtOnce_andItsSessionEnds() {
        RpcBatch.Answer answer = post(builder(), CALL);
        assertEquals(200, answer.status());
        assertEquals("[\"resolve\",1,5]", answer.body());
        assertEquals("text/plain;charset=UTF-8", answer.headers().get("content-type"));
        assertEquals("no-store", answer.headers().get("cache-control"));
        assertEquals(List.of("echo", "end"), log);
    }

    @Test
    void batch_withoutMessages_isEmpty() {
        assertEquals(new RpcBatch.Answer(200, post(builder(), "").headers(), ""), post(builder(), ""));
        assertEquals(List.of("end", "end"), log);
    }

    @Test
    void batch_waitsForResultsThatAreWanted_andForNoOthers() {
        String unwanted = "['push',['pipeline',0,['later'],[]]]\n['push',['pipeline',0,['echo'],[5]]]\n";
        CompletableFuture<RpcBatch.Answer> both =
                post(builder().build(), unwanted + "['pull',1]\n['pull',2]", Map.of());
        CompletableFuture<RpcBatch.Answer> one = post(builder().build(), unwanted + "['pull',2]", Map.of());
        assertEquals("[\"resolve\",2,5]", one.join().body());
        assertFalse(both.isDone());
        assertEquals(List.of("echo", "echo"), log);
        later.complete("late");
        assertEquals("[\"resolve\",2,5]\n[\"resolve\",1,\"late\"]", both.join().body());
        assertEquals(List.of("echo", "echo", "end", "end"), log);
    }

    @Test
    void call_ofTheClient_isSent_andWaitingForItFails() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            RpcBatch batch = RpcBatch.builder(RpcEndpoint.builder(Api.class, peer -> new ApiOf(peer, log, later))
                            .executor(pool)
                            .build())
                    .build();
            later.complete("late");
            for (String method : List.of("ask", "askLater")) {
                String body = "['push',['pipeline',0,['" + method + "'],[['export',-1]]]]\n['pull',1]";
                String answer = post(batch, body, Map.of())
                        .get(20, TimeUnit.SECONDS)
                        .body()
                        .replace('"', '\'');
                assertTrue(answer.startsWith("['push',['pipeline',-1,[],['"), answer);
                assertTrue(
                        answer.contains("['reject',1,['error','Error','The client cannot answer, because a batch"),
                        answer);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void call_ofTheClient_thatWasSentBeforeTheBatchWasRead_fails() {
        later.complete("late");
        String body = "['push',['pipeline',0,['askLater'],[['export',-1]]]]\n['pull',1]";
        CompletableFuture<RpcBatch.Answer> answer = post(builder().build(), body, Map.of());
        assertTrue(answer.isDone());
        assertTrue(
                answer.join().body().contains("[\"reject\",1,"), answer.join().body());
    }

    @Test
    void message_thatIsWrong_isAnsweredByAnAbort() {
        RpcBatch.Answer answer = post(builder(), CALL + "\nnonsense\n" + CALL);
        assertEquals(200, answer.status());
        String[] lines = answer.body().split("\n");
        assertEquals(2, lines.length);
        assertEquals("[\"resolve\",1,5]", lines[0]);
        assertTrue(lines[1].startsWith("[\"abort\",[\"error\",\"Error\",\"The message was refused"), lines[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, text/plain, 405",
        "get, text/plain, 405",
        "post, text/plain, 405",
        "PUT, text/plain, 405",
        "HEAD, text/plain, 405",
        "POST, text/plain;charset=UTF-8, 200",
        "POST, text/plain; charset=\"utf-8\", 200",
        "POST, Text/Plain, 200",
        "POST, application/json, 200",
        "POST, , 200",
        "POST, text/plain;charset=iso-8859-1, 415",
        "POST, application/x-www-form-urlencoded, 415",
        "POST, multipart/form-data; boundary=x, 415",
        "POST, '', 415",
    })
    void request_ofAnotherMethodOrType_isRefused(String method, String type, int status) {
        RpcBatch.Answer answer = builder()
                .build()
                .answer(
                        method,
                        name -> name.equals("content-type") ? type : null,
                        new ByteArrayInputStream(CALL.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                        TokenContext.none())
                .toCompletableFuture()
                .join();
        assertEquals(status, answer.status());
        assertEquals(status == 405 ? "POST, OPTIONS" : null, answer.headers().get("allow"));
        assertEquals(status == 200, !log.isEmpty());
    }

    @Test
    void body_thatIsTooLongOrMalformed_isRefused() {
        String text = CALL;
        assertEquals(200, post(builder().maxBodyBytes(text.length()), text).status());
        assertEquals(413, post(builder().maxBodyBytes(text.length() - 1), text).status());
        assertEquals(200, post(builder().maxMessages(2), text).status());
        assertEquals(413, post(builder().maxMessages(1), text).status());
        InputStream malformed = new ByteArrayInputStream(new byte[] {(byte) 0xff});
        assertEquals(400, body(malformed));
        assertEquals(400, body(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        }));
    }

    private int body(InputStream body) {
        return builder()
                .build()
                .answer("POST", name -> null, body, TokenContext.none())
                .toCompletableFuture()
                .join()
                .status();
    }

    @Test
    void batch_thatTheServerEnds_isUnavailable() {
        assertEquals(
                503,
                post(builder(), "['push',['pipeline',0,['leave'],[]]]\n['pull',1]")
                        .status());
        RpcBatch.Builder full = RpcBatch.builder(RpcEndpoint.builder(Api.class, peer -> new ApiOf(peer, log, later))
                .executor(task -> {
                    throw new RejectedExecutionException();
                })
                .build());
        assertEquals(503, post(full, CALL).status());
        RpcBatch.Builder none = RpcBatch.builder(RpcEndpoint.<Api>builder(Api.class, peer -> {
                    throw new IllegalStateException("no database");
                })
                .build());
        assertEquals(503, post(none, CALL).status());
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, shop.example, true",
        "https://shop.example, shop.example:443, true",
        "http://shop.example:8080, shop.example:8080, true",
        "https://SHOP.example, shop.EXAMPLE, true",
        "https://other.example, shop.example, false",
        "https://shop.example:8443, shop.example, false",
        "https://shop.example.evil.example, shop.example, false",
        "https://page.example, shop.example, true",
        "HTTPS://page.example, shop.example, true",
        "http://page.example, shop.example, false",
        "https://sub.page.example, shop.example, false",
        "null, shop.example, false",
        "null, , false",
        "'', '', false",
        "https://, '', false",
    })
    void page_ofAForeignOrigin_isRefused(String origin, String host, boolean served) {
        Map<String, String> headers = host == null ? Map.of("origin", origin) : Map.of("origin", origin, "host", host);
        RpcBatch batch = builder().allowOrigin("https://page.example").build();
        assertEquals(served ? 200 : 403, post(batch, CALL, headers).join().status());
        assertEquals(served, !log.isEmpty());
    }

    private static Map<String, String> preflight(RpcBatch.Builder builder, String origin) {
        RpcBatch.Answer answer = builder.build()
                .answer(
                        "OPTIONS",
                        Map.of("origin", origin, "host", "shop.example", "access-control-request-method", "POST")::get,
                        InputStream.nullInputStream(),
                        TokenContext.none())
                .toCompletableFuture()
                .join();
        assertEquals("", answer.status() == 204 ? answer.body() : "");
        return answer.status() == 204 ? answer.headers() : Map.of("status", "" + answer.status());
    }

    @Test
    void preflight_saysWhatPagesMay() {
        assertEquals(
                Map.of(
                        "allow", "POST, OPTIONS",
                        "vary", "origin",
                        "access-control-allow-origin", "https://page.example",
                        "access-control-allow-credentials", "true",
                        "access-control-allow-methods", "POST",
                        "access-control-allow-headers", "authorization, content-type",
                        "access-control-max-age", "600"),
                preflight(
                        builder()
                                .allowOrigin("https://page.example")
                                .allowCredentials()
                                .allowHeader("Authorization"),
                        "https://page.example"));
        assertEquals(
                "*",
                preflight(builder().allowAnyOrigin(), "https://page.example").get("access-control-allow-origin"));
        assertEquals(Map.of("status", "403"), preflight(builder(), "https://page.example"));
        assertEquals(List.of(), log);
    }

    @Test
    void answer_forAnAllowedPage_saysSo() {
        RpcBatch batch = builder().allowOrigin("https://page.example").build();
        Map<String, String> headers = post(batch, CALL, Map.of("origin", "https://page.example"))
                .join()
                .headers();
        assertEquals("https://page.example", headers.get("access-control-allow-origin"));
        assertEquals("origin", headers.get("vary"));
        assertEquals(null, headers.get("access-control-allow-credentials"));
    }

    @Test
    void setting_thatIsWrong_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> builder().allowOrigin("shop.example"));
        assertThrows(IllegalArgumentException.class, () -> builder().allowOrigin("https://shop.example/"));
        assertThrows(IllegalArgumentException.class, () -> builder().allowHeader("a:b"));
        assertThrows(IllegalArgumentException.class, () -> builder().maxMessages(0));
        assertThrows(IllegalArgumentException.class, () -> builder().maxBodyBytes(0));
        assertThrows(IllegalStateException.class, () -> builder().maxMessages(1).maxMessages(2));
        assertThrows(
                IllegalStateException.class,
                () -> builder().allowAnyOrigin().allowCredentials().build());
    }

    /** No further chunk comes, and no acknowledgement. */
    @Test
    void batch_withAStreamThatIsNotClosed_isAnswered() {
        String write = "['stream',['pipeline',1,['write'],[['bytes','aGFsbG8']]]]";
        String call = "['push',['pipeline',0,['echo'],[['request','https://x.example/',"
                + "{'method':'POST','body':['readable',1]}]]]]";
        for (String before : List.of("['pipe']\n", "['pipe']\n" + write + "\n")) {
            long id = before.contains("write") ? 3 : 2;
            RpcBatch.Answer answer = post(builder(), before + call + "\n['pull'," + id + "]");
            assertTrue(answer.body().contains("\"reject\"," + id), answer.body());
            assertTrue(answer.body().contains("a batch has no further messages"), answer.body());
        }
    }
}
