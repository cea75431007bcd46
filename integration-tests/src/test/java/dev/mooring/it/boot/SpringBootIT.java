package dev.mooring.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.deployed.Command;
import dev.mooring.it.deployed.Keys;
import dev.mooring.it.pages.Docs;
import dev.mooring.support.RedisServer;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real web applications on each Spring Boot: with the starter on 4.0 and 4.1, on Tomcat and Jetty, with the page's configuration on 3.5. */
class SpringBootIT {
    private static final String IMPORTS = """
            package plain;

            import dev.mooring.api.ledger.*;
            import dev.mooring.metrics.micrometer.*;
            import dev.mooring.session.*;
            import dev.mooring.store.redis.RedisLedger;
            import dev.mooring.token.ResumeTokenManager;
            import io.micrometer.core.instrument.MeterRegistry;
            import java.time.Duration;
            import java.util.Map;
            import java.util.concurrent.Executors;
            import java.util.function.BiConsumer;
            import org.springframework.boot.actuate.health.*;
            import org.springframework.context.SmartLifecycle;
            import org.springframework.context.annotation.*;
            import org.springframework.core.env.Environment;

            """;

    private static final String IMPORTS_OF_THE_STARTER = """
            import dev.mooring.api.ledger.ResumeAttempt;
            import dev.mooring.api.snapshot.Value;
            import dev.mooring.rpc.capnweb.*;
            import dev.mooring.session.*;
            import dev.mooring.spring.boot.SessionHandOver;
            import dev.mooring.token.*;
            import java.io.*;
            import java.security.Principal;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;
            import org.springframework.context.annotation.*;
            import org.springframework.stereotype.Component;
            import org.springframework.web.socket.*;
            import org.springframework.web.socket.handler.*;

            """;

    /** For the endpoint of the page. */
    private static final String SHOP = """
            public interface Shop extends RpcTarget {}

            record ShopOf(RpcPeer peer) implements Shop {}
            """;

    @TempDir
    private static Path shared;

    private static RedisServer redis;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(shared);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "MOORING_KEYS",
                new Keys(folder).of("hmac-sha256"),
                "MOORING_CODEC",
                "json",
                "MOORING_LEDGER_ADDRESS",
                redis.address("").toString(),
                "MOORING_HOME",
                "/a/variable/of/somebody/else");
    }

    private BootApp starter(String version) throws IOException {
        List<Path> path = BootIT.classPath(version);
        Path classes = BootApp.compiled(
                folder.resolve("classes"),
                path,
                BootApp.source("app/Pages.java"),
                BootApp.source("starter/StarterApp.java"));
        return new BootApp(folder, BootApp.with(classes, path), "starter.StarterApp", environment());
    }

    /** It has no descriptor, so that it is not among those of DescriptorIT. */
    @Test
    void jarOfTheStarter_isTheModuleOfTheReadme_withLicenceAndVersion() throws IOException {
        Path jar = BootIT.classPath("4.1.2").stream()
                .filter(each -> each.getFileName().toString().startsWith("mooring-spring-boot-starter-"))
                .findFirst()
                .orElseThrow();
        ModuleReference module = ModuleFinder.of(jar).findAll().iterator().next();
        String row = "| `spring-boot-starter` | `mooring-spring-boot-starter` | `"
                + module.descriptor().name() + "` |";
        assertTrue(Docs.read("README.md").contains(row), row);
        assertTrue(Docs.read("bom/pom.xml").contains("<artifactId>mooring-spring-boot-starter</artifactId>"));
        try (ModuleReader reader = module.open()) {
            assertTrue(reader.find("META-INF/LICENSE").isPresent());
            assertTrue(reader.find("META-INF/NOTICE").isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.0", "4.0.9", "4.1.0", "4.1.2", "jetty-4.0.0", "jetty-4.1.2"})
    void starter_inADeploy_losesNoSessionAndShowsTheReplay(String version) throws Exception {
        String token;
        try (BootApp first = starter(version)) {
            first.post("/begin", "tea");
            assertHealthAndEndpoint(first);
            for (String name : List.of("you", "y".repeat(1 << 20))) {
                assertEquals("[\"resolve\",1,\"hello " + name + "\"]", greeted(first, name));
            }
            token = handed(first);
        }
        try (BootApp second = starter(version)) {
            assertEquals("resumed tea", second.post("/resume", token));
            assertEquals("refused RESTORE_CONFLICT", second.post("/resume", token));
            second.terminate();
        }
        try (BootApp third = starter(version)) {
            assertEquals("refused REPLAYED", third.post("/resume", token));
            String reused = third.get("/actuator/metrics/mooring.sessions.reused");
            assertTrue(reused.contains("\"value\":1.0"), reused);
        }
    }

    private static void assertHealthAndEndpoint(BootApp app) throws Exception {
        String health = app.get("/actuator/health");
        assertTrue(
                health.startsWith("{\"") && health.contains("\"mooring\":{") && health.contains("RedisLedger"), health);
        String shown = app.get("/actuator/mooring");
        assertTrue(shown.contains("\"live\":1") && shown.contains("\"mayGo\":false"), shown);
        String live = app.get("/actuator/metrics/mooring.sessions.live");
        assertTrue(live.contains("\"value\":1.0"), live);
    }

    private static String handed(BootApp app) throws Exception {
        List<String> lines = app.terminate();
        assertTrue(lines.stream().anyMatch(line -> line.contains("Drain: suspended 1 of 1 sessions")), lines::toString);
        return lines.stream()
                .filter(line -> line.startsWith("handed "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines.toString()))
                .substring("handed ".length());
    }

    /** The answer to a call over the WebSocket; a page of another origin is refused. */
    private static String greeted(BootApp app, String name) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            private final StringBuilder message = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                message.append(part);
                if (last) {
                    heard.add(message.toString());
                    message.setLength(0);
                }
                socket.request(1);
                return null;
            }
        };
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> app.client()
                        .newWebSocketBuilder()
                        .header("Origin", "https://evil.example")
                        .buildAsync(app.address("ws", "/rpc"), listener)
                        .join());
        assertEquals(
                403,
                assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                        .getResponse()
                        .statusCode());
        WebSocket socket = app.client()
                .newWebSocketBuilder()
                .header("Origin", app.address("http", "").toString())
                .buildAsync(app.address("ws", "/rpc"), listener)
                .join();
        socket.sendText("[\"push\",[\"pipeline\",0,[\"greet\"],[\"" + name + "\"]]]", true)
                .join();
        socket.sendText("[\"pull\",1]", true).join();
        String answer = heard.poll(Command.PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.abort();
        WebSocket healing = app.client()
                .newWebSocketBuilder()
                .subprotocols("mooring.rpc.v1")
                .buildAsync(app.address("ws", "/rpc"), listener)
                .join();
        assertEquals("mooring.rpc.v1", healing.getSubprotocol());
        healing.abort();
        return answer;
    }

    @Test
    void code_ofThePage_compiles() throws IOException {
        List<String> snippets = Docs.blocks("docs/spring-boot.md", "java");
        assertEquals(4, snippets.size());
        BootApp.compiled(
                folder,
                BootIT.classPath("4.1.2"),
                BootApp.written(folder, "CartSocket.java", IMPORTS_OF_THE_STARTER + snippets.get(0)),
                BootApp.written(
                        folder,
                        "Beans.java",
                        IMPORTS_OF_THE_STARTER + "class Beans {\n" + snippets.get(1) + snippets.get(2) + SHOP + "}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.0", "3.5.16"})
    void configurationOfThePage_onBoot35_losesNoSession(String version) throws Exception {
        List<Path> path = BootIT.classPath(version);
        List<String> snippets = Docs.blocks("docs/spring-boot.md", "java");
        Path configuration =
                BootApp.written(folder, "MooringConfiguration.java", IMPORTS + snippets.get(snippets.size() - 1));
        Path classes = BootApp.compiled(
                folder.resolve("classes"),
                path,
                BootApp.source("app/Pages.java"),
                BootApp.source("plain/PlainApp.java"),
                configuration);
        List<Path> whole = BootApp.with(classes, path);
        String token;
        try (BootApp first = new BootApp(folder, whole, "plain.PlainApp", environment())) {
            first.post("/begin", "tea");
            String health = first.get("/actuator/health");
            assertTrue(health.contains("\"mooring\":{\"status\":\"UP\"}"), health);
            token = handed(first);
        }
        try (BootApp second = new BootApp(folder, whole, "plain.PlainApp", environment())) {
            assertEquals("resumed tea", second.post("/resume", token));
        }
    }
}
