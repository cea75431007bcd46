package dev.mooring.it.serve;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcLimits;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcResume;
import dev.mooring.serve.jakarta.CapnWebEndpoint;
import dev.mooring.serve.jakarta.CapnWebOptions;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server. Its arguments are its port, a key file and the address of Redis. It tells its port and what happens on its
 * standard output, and ends with its standard input.
 */
public final class ServerProcess {
    /** The only origin that the path {@code /named} is for. */
    static final String ORIGIN = "https://page.example";

    /** The longest message at the path {@code /small}. */
    static final int SMALL = 1_024;

    private ServerProcess() {}

    /** Tells of what the tests wait for. */
    private static final class Journal implements RpcListener {
        @Override
        public void resumed(RpcPeer peer, RpcResume how) {
            say(how == RpcResume.ATTACHED ? "attached" : "restored");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /**
     * Runs the server.
     *
     * @param container starts it
     * @param arguments as the class says
     */
    public static void run(Container container, String... arguments) {
        int exitCode = 1;
        try {
            serve(container, arguments);
            exitCode = 0;
        } catch (Throwable broken) {
            broken.printStackTrace();
        } finally {
            // servers have threads of their own
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void serve(Container container, String... arguments) throws Exception {
        ResumeTokenManager tokens = ResumeTokenManager.fromProperties(
                Map.of("mooring.keys", "file:" + arguments[1], "mooring.codec", "cbor"));
        try (RedisLedger ledger = RedisLedger.open(arguments[2], LedgerSettings.DEFAULT.withNamespace("serve"))) {
            RpcEndpoint healing = RpcEndpoint.builder(Shop.class, ShopOf::new)
                    .healing(tokens)
                    .ledger(ledger)
                    .listener(new Journal())
                    .build();
            say("ready " + container.start(Integer.parseInt(arguments[0]), endpoints(healing)));
            awaitEndOfInput();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // until the one that started it is gone
        }
    }

    private static List<ServerEndpointConfig> endpoints(RpcEndpoint healing) {
        RpcEndpoint small = RpcEndpoint.builder(Shop.class, ShopOf::new)
                .limits(RpcLimits.DEFAULT.withMaxMessageChars(SMALL))
                .build();
        CapnWebOptions options = CapnWebOptions.DEFAULT;
        return List.of(
                CapnWebEndpoint.config("/api", healing),
                CapnWebEndpoint.config("/small", small),
                CapnWebEndpoint.config("/named", healing, options.withOrigins(ORIGIN)),
                CapnWebEndpoint.config("/tenant", healing, options.withContext(ServerProcess::tenant)),
                CapnWebEndpoint.config("/pinged", healing, options.withPingEvery(Duration.ofMillis(50))),
                CapnWebEndpoint.config("/compressed", healing, options.withCompression(true)));
    }

    /** Refuses a client that names no tenant. */
    private static Optional<TokenContext> tenant(HandshakeRequest request) {
        return request.getHeaders().getOrDefault("X-Tenant", List.of()).stream()
                .findFirst()
                .map(tenant -> TokenContext.of("tenant", tenant));
    }
}
