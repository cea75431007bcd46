package dev.mooring.it.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.support.NodeJs;
import dev.mooring.support.RedisServer;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server with {@code jakarta.websocket} serves plain and healing sessions, and nobody who may not connect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServerContract {
    private static final Path SCRIPTS = Path.of("").toAbsolutePath().resolveSibling("node");
    private static final Path PACKAGES =
            Path.of("").toAbsolutePath().resolve("../../../client-js").normalize();

    private Path folder;

    private RedisServer redis;
    private Processes server;
    private int port;

    /** The class that calls {@link ServerProcess#run} with the server under test. */
    protected abstract Class<?> main();

    @BeforeAll
    final void startServer(@TempDir Path temporary) throws IOException {
        folder = temporary;
        redis = RedisServer.start(folder);
        new KeyFile(folder.resolve("resume.keys"))
                .create(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                        .create("HMAC_SHA256", Instant.now()));
        server = launch(0);
        port = Integer.parseInt(server.await("ready"));
    }

    private Processes launch(int wanted) throws IOException {
        return Processes.start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                main().getName(),
                String.valueOf(wanted),
                folder.resolve("resume.keys").toString(),
                "redis://127.0.0.1:" + redis.port()));
    }

    @AfterAll
    final void stopServer() {
        if (server != null) {
            server.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private String address(String path) {
        return "ws://127.0.0.1:" + port + path;
    }

    private Processes client(String path, String scenario) throws IOException {
        NodeJs.folder(PACKAGES, "capnweb");
        Processes client = Processes.start(List.of(
                "node", SCRIPTS.resolve("client.mjs").toString(), PACKAGES.toString(), address(path), scenario));
        client.await("begun");
        return client;
    }

    private String outcome(String path, String scenario) throws Exception {
        try (Processes client = client(path, scenario)) {
            return client.await("done");
        }
    }

    @Test
    final void plainSession_ofTheNpmClient_isServed() throws Exception {
        assertEquals("2 true word", outcome("/api", "plain"));
    }

    @Test
    final void context_ofClientsThatComeAtOnce_isTheirOwn() throws Exception {
        assertEquals("true", outcome("/tenant", "tenant"));
    }

    @Test
    final void session_whoseServerIsKilled_goesOnAtTheNext() throws Exception {
        try (Processes client = client("/api", "killed")) {
            server.kill();
            server = launch(port);
            server.await("ready");
            server.await("restored");
            client.tell("go on");
            String[] answered = client.await("done").split(" ");
            assertEquals(answered[0], answered[1], "each call that was answered counts once");
        }
    }

    @Test
    final void session_whoseSocketIsCutFiveTimes_isAttachedAgain() throws Exception {
        int before = server.all().split("restored", -1).length;
        try (Processes client = client("/api", "cut")) {
            client.tell("go on");
            String[] said = client.await("done").split(" ");
            assertEquals(said[0], said[1], "each call that was answered counts once");
            for (int i = 0; i < 5; i++) {
                server.await("attached");
            }
            assertEquals(before, server.all().split("restored", -1).length);
        }
    }

    @Test
    final void message_ofMegabytes_comesBack() throws Exception {
        assertEquals("true", outcome("/api", "long"));
    }

    @Test
    final void compression_onlyIfAskedFor_isUsed() throws Exception {
        assertTrue(outcome("/compressed", "compressed").startsWith("true permessage-deflate"));
        assertEquals("true", outcome("/api", "compressed"));
    }

    @Test
    final void subprotocol_ofTheLink_isChosenAndNoOther() throws Exception {
        try (WireClient plain = WireClient.open(address("/api"));
                WireClient healing = WireClient.open(address("/api"), "another", "mooring.rpc.v1");
                WireClient unhealed = WireClient.open(address("/small"), "mooring.rpc.v1")) {
            assertEquals("", plain.subprotocol());
            assertEquals("mooring.rpc.v1", healing.subprotocol());
            assertEquals("", unhealed.subprotocol());
        }
    }

    @Test
    final void page_ofAnotherSite_isClosedBeforeItIsRead() throws Exception {
        try (WireClient client = WireClient.from("https://evil.example", address("/api"))) {
            client.call("mark");
            assertEquals(1008, client.closed());
        }
        try (WireClient client = WireClient.from("http://127.0.0.1:" + port, address("/api"))) {
            client.call("mark");
            assertTrue(client.next().startsWith("[\"resolve\",1,"));
        }
    }

    @Test
    final void page_ofAnOriginThatIsNotNamed_isForbidden() throws Exception {
        assertEquals(403, WireClient.refusal("https://evil.example", address("/named")));
        assertEquals(403, WireClient.refusal("http://127.0.0.1:" + port, address("/named")));
        assertEquals(403, WireClient.refusal("null", address("/api")));
        try (WireClient client = WireClient.from(ServerProcess.ORIGIN, address("/named"))) {
            client.call("mark");
            assertTrue(client.next().startsWith("[\"resolve\",1,"));
        }
    }

    @Test
    final void client_whoseContextIsRefused_isClosedBeforeItIsRead() throws Exception {
        try (WireClient client = WireClient.open(address("/tenant"))) {
            client.call("mark");
            assertEquals(1008, client.closed());
        }
    }

    /** The message is short, so that the server has read all of it when it closes: TCP resets the connection otherwise. */
    @Test
    final void message_thatIsTooLong_isRefused() throws Exception {
        try (WireClient client = WireClient.open(address("/small"))) {
            client.text("x".repeat(3 * ServerProcess.SMALL));
            assertEquals(1009, client.closed());
        }
    }

    @Test
    final void message_ofBytes_isRefused() throws Exception {
        try (WireClient client = WireClient.open(address("/api"))) {
            client.bytes();
            assertEquals(1003, client.closed());
        }
    }

    @Test
    final void client_thatAnswersPings_isServedOn() throws Exception {
        try (WireClient client = WireClient.open(address("/pinged"))) {
            client.awaitPings();
            client.call("mark");
            assertTrue(client.next().startsWith("[\"resolve\",1,"));
        }
    }

    @Test
    final void client_thatAnswersNoPing_isGivenUp() throws Exception {
        try (WireClient client = WireClient.open(address("/pinged"))) {
            assertEquals(1001, client.closed());
            assertEquals(3, client.pings());
        }
    }
}
