package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcLimits;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcTarget;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.TokenContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The WebSocket of the starter, on the Tomcat of an application. Other versions and Jetty are tried by SpringBootIT. */
@ExtendWith(OutputCaptureExtension.class)
class RpcWebSocketTest {
    private static final int PATIENCE_SECONDS = 60;

    private final CompletableFuture<String> later = new CompletableFuture<>();

    /** Called by JavaScript. */
    public interface Shop extends RpcTarget {
        /** Gives a text back. */
        String echo(String text);

        /** Says the tenant. */
        boolean isOf(String tenant);

        /** Says the thread. */
        String thread();

        /** Answers when the test says so. */
        CompletionStage<String> later();
    }

    private Shop shop(RpcPeer peer) {
        return new Shop() {
            @Override
            public String echo(String text) {
                return text;
            }

            @Override
            public boolean isOf(String tenant) {
                return peer.context().equals(TokenContext.of("tenant", tenant));
            }

            @Override
            public String thread() {
                return Thread.currentThread().getName();
            }

            @Override
            public CompletionStage<String> later() {
                return later;
            }
        };
    }

    private RpcEndpoint.Builder builder() {
        return RpcEndpoint.builder(Shop.class, this::shop).limits(RpcLimits.DEFAULT.withMaxMessageChars(2_000_000));
    }

    private static WebApplicationContextRunner bare() {
        return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
                .withConfiguration(AutoConfigurations.of(
                        TaskExecutionAutoConfiguration.class,
                        TomcatServletWebServerAutoConfiguration.class,
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        LedgerAutoConfiguration.class,
                        MooringAutoConfiguration.class,
                        RpcAutoConfiguration.class,
                        RpcWebSocketAutoConfiguration.class,
                        ActuatorAutoConfiguration.class))
                .withInitializer(new ServerPortInfoApplicationContextInitializer())
                .withBean(KeySource.class, RpcWebSocketTest::keys)
                .withPropertyValues("server.port=0", "mooring.ledger.type=memory");
    }

    private static KeySource keys() {
        var sealer = Providers.discover().sealer("hmac-sha256");
        return KeySource.of(new KeyMaker(sealer, null, new SecureRandom()).create("HMAC_SHA256", Instant.now()));
    }

    private WebApplicationContextRunner runner() {
        return bare().withBean(RpcEndpoint.Builder.class, this::builder);
    }

    private static URI address(AssertableWebApplicationContext context, String scheme) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return URI.create(scheme + "://localhost:" + port + "/rpc");
    }

    /** A client that speaks Cap'n Web. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();
        private final WebSocket socket;
        private int calls;

        Client(URI address, WebSocket.Builder builder) {
            socket = builder.buildAsync(address, this).join();
        }

        static WebSocket.Builder builder() {
            return HttpClient.newHttpClient().newWebSocketBuilder();
        }

        Client(AssertableWebApplicationContext context) {
            this(address(context, "ws"), builder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                heard.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        /** Calls a method, and asks for its result. */
        Client call(String method, String... arguments) {
            String list = arguments.length == 0 ? "" : "\"" + String.join("\",\"", arguments) + "\"";
            say("[\"push\",[\"pipeline\",0,[\"" + method + "\"],[" + list + "]]]");
            say("[\"pull\"," + ++calls + "]");
            return this;
        }

        String answer() throws InterruptedException {
            String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(text).as("an answer").isNotNull();
            return text;
        }

        int closed() {
            return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private static int refusal(AssertableWebApplicationContext context, String origin) {
        return refusal(context, Client.builder().header("Origin", origin));
    }

    private static int refusal(AssertableWebApplicationContext context, WebSocket.Builder builder) {
        Throwable refused = catchThrowable(() -> new Client(address(context, "ws"), builder));
        assertThat(refused)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }

    @Test
    void call_overTheWebSocket_isAnswered_onAThreadOfTheStarter() {
        runner().run(context -> {
            assertThat(new Client(context).call("echo", "tea").answer()).isEqualTo("[\"resolve\",1,\"tea\"]");
            assertThat(new Client(context).call("thread").answer()).startsWith("[\"resolve\",1,\"mooring-rpc-");
        });
    }

    @Test
    void thread_ofTheApplicationsExecutor_isUsed() {
        Executor own = task -> new Thread(task, "own").start();
        bare().withBean(RpcEndpoint.Builder.class, () -> builder().executor(own))
                .run(context ->
                        assertThat(new Client(context).call("thread").answer()).isEqualTo("[\"resolve\",1,\"own\"]"));
    }

    /** A builder takes each setting once. */
    @Test
    void maxSessionAge_isThatOfTheTokens_unlessTheApplicationHasSetIt() {
        runner().withPropertyValues("mooring.max-session-age=2d")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(RpcEndpoint.Builder.class).maxSessionAge(Duration.ofDays(1)))
                        .isInstanceOf(IllegalStateException.class));
        bare().withBean(RpcEndpoint.Builder.class, () -> builder().maxSessionAge(Duration.ofHours(1)))
                .withPropertyValues("mooring.max-session-age=2d")
                .run(context -> assertThat(context).hasSingleBean(RpcEndpoint.class));
    }

    @Test
    void thread_ifVirtualOnesAreEnabled_isNamedTheSame() {
        runner().withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(new Client(context).call("thread").answer())
                        .startsWith("[\"resolve\",1,\"mooring-rpc-"));
    }

    @Test
    void message_ofAMegabyte_comesBack_andALongerOneIsRefused() {
        runner().run(context -> {
            String text = "x".repeat(1 << 20);
            assertThat(new Client(context).call("echo", text).answer()).isEqualTo("[\"resolve\",1,\"" + text + "\"]");
            Client talker = new Client(context);
            int most = context.getBean(RpcEndpoint.class).maxFrameChars();
            talker.socket.sendText("x".repeat(most + 1), true);
            assertThat(talker.closed()).isEqualTo(1009);
        });
    }

    @Test
    void context_isThatOfTheRequest_andMayRefuseIt() {
        RpcContext tenants = request -> {
            String tenant = request.getHeader("X-Tenant");
            if (tenant == null) {
                throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            }
            return TokenContext.of("tenant", tenant);
        };
        runner().withBean(RpcContext.class, () -> tenants).run(context -> {
            Client client = new Client(address(context, "ws"), Client.builder().header("X-Tenant", "t1"));
            assertThat(client.call("isOf", "t1").answer()).isEqualTo("[\"resolve\",1,true]");
            assertThat(refusal(context, address(context, "http").resolve("/").toString()))
                    .isEqualTo(403);
        });
    }

    @Test
    void origin_thatIsForeign_isForbidden_unlessItIsNamed() {
        ContextConsumer<AssertableWebApplicationContext> own = context -> {
            String origin = "http://localhost:" + address(context, "http").getPort();
            assertThat(new Client(address(context, "ws"), Client.builder().header("Origin", origin))
                            .call("echo", "tea")
                            .answer())
                    .contains("tea");
            assertThat(refusal(context, "https://evil.example")).isEqualTo(403);
            assertThat(refusal(context, "null")).isEqualTo(403);
        };
        runner().run(own);
        runner().withPropertyValues("mooring.rpc.allowed-origins=https://shop.example")
                .run(context -> {
                    own.accept(context);
                    new Client(address(context, "ws"), Client.builder().header("Origin", "https://shop.example"));
                });
        runner().withPropertyValues("mooring.rpc.allowed-origins=*").run(context -> {
            new Client(address(context, "ws"), Client.builder().header("Origin", "https://evil.example"));
            assertThat(refusal(context, "null")).isEqualTo(403);
        });
    }

    @Test
    void origin_withTls_isTheServersOwn_behindAProxyThatEndsTls() {
        runner().run(context -> {
            String host = "localhost:" + address(context, "http").getPort();
            new Client(address(context, "ws"), Client.builder().header("Origin", "https://" + host));
            assertThat(refusal(context, "https://evil." + host)).isEqualTo(403);
        });
    }

    @Test
    void origin_behindAProxyThatChangesTheHost_needsItsHeaders(CapturedOutput output) {
        Supplier<WebSocket.Builder> proxied = () -> Client.builder()
                .header("Origin", "https://shop.example")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "shop.example")
                .header("X-Forwarded-Port", "443");
        runner().run(context -> assertThat(refusal(context, proxied.get())).isEqualTo(403));
        assertThat(output)
                .contains("https://shop.example")
                .contains("server.forward-headers-strategy")
                .contains("mooring.rpc.allowed-origins");
        for (String strategy : List.of("framework", "native")) {
            runner().withPropertyValues("server.forward-headers-strategy=" + strategy)
                    .run(context -> {
                        Client client = new Client(address(context, "ws"), proxied.get());
                        assertThat(client.call("echo", "tea").answer()).contains("tea");
                    });
        }
    }

    @Test
    void request_thatIsNoUpgrade_isToldToBeOne() {
        runner().run(context -> {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address(context, "http")).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(426);
            assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
            assertThat(answer.body()).contains("open one");
        });
    }

    @Test
    void session_thatHeals_isNegotiatedAndCounted() {
        // the client does not answer the drain, and is waited for
        runner().withPropertyValues("mooring.drain.timeout=7s").run(context -> {
            AllSessions sessions = context.getBean(AllSessions.class);
            assertThat(sessions.live()).isZero();
            Client client =
                    new Client(address(context, "ws"), Client.builder().subprotocols("other", RpcEndpoint.SUBPROTOCOL));
            assertThat(client.socket.getSubprotocol()).isEqualTo(RpcEndpoint.SUBPROTOCOL);
            client.say("[\"open\",\"" + "s".repeat(43) + "\"]");
            assertThat(client.answer()).startsWith("[\"settings\"");
            assertThat(client.answer()).startsWith("[\"c");
            assertThat(sessions.live()).isEqualTo(1);
            context.getBean(PersistentSessionManager.class).begin(TokenContext.none());
            assertThat(sessions.live()).isEqualTo(2);
            assertThat(sessions.isDraining()).isFalse();
            context.close();
            assertThat(sessions.live()).isZero();
            assertThat(sessions.isDraining()).isTrue();
        });
    }

    @Test
    void endpoint_ofTheApplicationsOwn_isNotServedHere_andIsDrained() {
        bare().withBean(RpcEndpoint.class, () -> builder().build())
                .withBean("second", RpcEndpoint.class, () -> builder().build())
                .run(context -> {
                    var answer = HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(address(context, "http"))
                                            .build(),
                                    BodyHandlers.ofString());
                    assertThat(answer.statusCode()).isEqualTo(404);
                    var endpoints = context.getBeansOfType(RpcEndpoint.class).values();
                    context.close();
                    assertThat(endpoints).hasSize(2).allMatch(RpcEndpoint::isDraining);
                });
    }

    /** The hand-over of a session ends the call that Cap'n Web waits for, and is not made before Cap'n Web waits. */
    @Test
    void drains_ofBoth_areDoneAtOnce(CapturedOutput output) {
        List<Boolean> leaving = new CopyOnWriteArrayList<>();
        runner().withBean(SessionHandOver.class, () -> (session, suspended) -> later.complete("handed over"))
                .run(context -> {
                    Client client = new Client(context).call("later");
                    client.call("echo", "there").answer();
                    RpcEndpoint endpoint = context.getBean(RpcEndpoint.class);
                    later.thenRun(() -> leaving.add(endpoint.isDraining()));
                    context.getBean(PersistentSessionManager.class).begin(TokenContext.none());
                    context.close();
                    assertThat(client.answer()).isEqualTo("[\"resolve\",1,\"handed over\"]");
                    assertThat(client.closed()).isEqualTo(1001);
                });
        assertThat(leaving).containsExactly(true);
        assertThat(output).contains("cutOff=0, plain=1]");
    }

    /** The adapter of a server learns the end before it knows the connection. */
    @Test
    void client_thatTheApplicationRefuses_doesNotHoldUpTheDrain(CapturedOutput output) {
        bare().withBean(
                        RpcEndpoint.Builder.class,
                        () -> RpcEndpoint.builder(Shop.class, peer -> {
                            peer.end();
                            return shop(peer);
                        }))
                .run(context -> {
                    new Client(context).closed();
                    context.close();
                });
        assertThat(output).contains("Drain of Cap'n Web: RpcDrained[").doesNotContain("did not end in time");
    }
}
