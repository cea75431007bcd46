package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.support.NodeJs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Batches that a page in a real browser sends to servers of its own and of other origins, with npm's client. */
class CrossOriginTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final JsonMapper JSON = new JsonMapper();

    /** Makes a call, and sends its outcome back: the result, or the type of the error. */
    private static final String PAGE = """
            <!doctype html><title>A call</title><link rel="icon" href="data:,"><script type="module">
            import {newHttpBatchRpcSession} from '/capnweb.js';
            const {url, options} = await (await fetch('/request')).json();
            const outcome = await newHttpBatchRpcSession(new Request(url, options)).echo('hello')
              .catch(error => error.constructor.name);
            await fetch('/outcome', {method: 'POST', body: outcome});
            </script>
            """;

    interface Api extends RpcTarget {
        String echo(String text);
    }

    /** Serves the page and its parts, takes the outcome, and answers batches of its own origin. */
    private final class PageServer extends Handler.Abstract {
        private final Handler batches = new JettyBatch(batch().build());

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return switch (Request.getPathInContext(request)) {
                case "/" -> {
                    response.getHeaders().put(HttpHeader.SET_COOKIE, "user=ann; SameSite=Lax");
                    yield answer(response, callback, "text/html", PAGE);
                }
                case "/capnweb.js" -> answer(response, callback, "text/javascript", client);
                case "/request" -> answer(response, callback, "application/json", pageRequest);
                case "/outcome" -> {
                    outcome.complete(Content.Source.asString(request, StandardCharsets.UTF_8));
                    yield answer(response, callback, "text/plain", "");
                }
                default -> batches.handle(request, response, callback);
            };
        }

        private boolean answer(Response response, Callback callback, String type, String text) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            Content.Sink.write(response, true, text, callback);
            return true;
        }
    }

    /** Notes each request, with the user of its cookie and the login of its header, and has it answered. */
    private final class OtherServer extends Handler.Wrapper {
        OtherServer(RpcBatch batch) {
            super(new JettyBatch(batch));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            log.add(request.getMethod()
                    + " " + request.getHeaders().get(HttpHeader.COOKIE)
                    + " " + request.getHeaders().get(HttpHeader.AUTHORIZATION));
            return super.handle(request, response, callback);
        }
    }

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private volatile String client = "";
    private volatile String pageRequest = "";
    private String page = "";

    @BeforeEach
    void startThePage() throws Exception {
        Path npm = NodeJs.folder(SCRIPTS, "capnweb").resolve(Path.of("node_modules", "capnweb"));
        client = Files.readString(npm.resolve(Path.of("dist", "index.js")));
        page = start(new PageServer());
    }

    @AfterEach
    void stopServers() throws Exception {
        for (Server server : servers) {
            server.stop();
        }
    }

    private RpcBatch.Builder batch() {
        Api api = text -> {
            log.add("called");
            return text;
        };
        return RpcBatch.builder(RpcEndpoint.builder(Api.class, peer -> api)
                .executor(Runnable::run)
                .build());
    }

    private String start(Handler handler) throws Exception {
        Server server = JettyBatch.start(handler);
        servers.add(server);
        return server.getURI().resolve("/").toString().replaceFirst("/$", "");
    }

    /** The outcome of a call that the page makes to a server. */
    private String outcome(String url, Map<String, ?> options) throws Exception {
        pageRequest = JSON.writeValueAsString(Map.of("url", url, "options", options));
        return Chromium.whileShowing(page + "/", () -> outcome.get(60, TimeUnit.SECONDS));
    }

    /** The outcome of a call that the page makes to a server of another origin. */
    private String outcomeElsewhere(UnaryOperator<RpcBatch.Builder> settings, Map<String, ?> options) throws Exception {
        return outcome(start(new OtherServer(settings.apply(batch()).build())) + "/batch", options);
    }

    @Test
    void call_ofItsOwnServer_isAnswered() throws Exception {
        assertEquals("hello", outcome(page + "/batch", Map.of("method", "POST")));
        assertEquals(List.of("called"), log);
    }

    @Test
    void call_ofAServerThatAllowsTheOrigin_isAnswered() throws Exception {
        assertEquals("hello", outcomeElsewhere(batch -> batch.allowOrigin(page), Map.of("method", "POST")));
        assertEquals(List.of("POST null null", "called"), log);
    }

    @Test
    void call_withACookieAndALogin_isAnsweredAfterThePreflight() throws Exception {
        Map<String, ?> options = Map.of("headers", Map.of("authorization", "secret"), "credentials", "include");
        assertEquals(
                "hello",
                outcomeElsewhere(
                        batch -> batch.allowOrigin(page).allowCredentials().allowHeader("authorization"), options));
        assertEquals(List.of("OPTIONS null null", "POST user=ann secret", "called"), log);
    }

    @Test
    void call_withAHeaderThatIsNotAllowed_isNotSent() throws Exception {
        Map<String, ?> options = Map.of("headers", Map.of("authorization", "secret"));
        assertEquals("TypeError", outcomeElsewhere(batch -> batch.allowOrigin(page), options));
        assertEquals(List.of("OPTIONS null null"), log);
    }

    @Test
    void call_ofAServerThatAllowsAnyOrigin_isAnsweredWithoutItsCookies() throws Exception {
        assertEquals("hello", outcomeElsewhere(RpcBatch.Builder::allowAnyOrigin, Map.of("method", "POST")));
        assertEquals(List.of("POST null null", "called"), log);
    }

    @Test
    void answer_forCookiesThatAreNotAllowed_isKeptFromThePage() throws Exception {
        Map<String, ?> options = Map.of("credentials", "include");
        assertEquals("TypeError", outcomeElsewhere(batch -> batch.allowOrigin(page), options));
    }

    @Test
    void call_ofAServerThatAllowsNoOtherOrigin_doesNotRun() throws Exception {
        assertEquals("TypeError", outcomeElsewhere(batch -> batch, Map.of("credentials", "include")));
        assertEquals(List.of("POST user=ann null"), log);
    }
}
