package dev.mooring.benchmarks.rpc;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * Mooring's server on Jetty 12.1. Its arguments are a key file and the address of Redis. Before it listens, it is warmed by
 * clients of its own at another port. Then it says its port, and it ends with its standard input.
 */
public final class RpcServer {
    private static final int WARM_UPS = 300;

    /** The path that clients know. */
    private static final String SERVED = "/api";

    /** The path of an endpoint that sessions leave when the other one is warmed. */
    private static final String BEFORE = "/before";

    /** Entries of the table, as in the sessions that are resumed. */
    static final int STUBS = 12;

    private RpcServer() {}

    /** Runs the server. */
    public static void main(String[] arguments) throws Exception {
        ResumeTokenManager tokens = ResumeTokenManager.fromProperties(
                Map.of("mooring.keys", "file:" + arguments[0], "mooring.codec", "cbor"));
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (RedisLedger ledger = RedisLedger.open(arguments[1], LedgerSettings.DEFAULT.withNamespace("rpc"))) {
            WebSocketUpgradeHandler sockets = new WebSocketUpgradeHandler();
            sockets.getConfiguration().setIdleTimeout(Duration.ofHours(1));
            serve(sockets, SERVED, endpoint(tokens, ledger, pool));
            serve(sockets, BEFORE, endpoint(tokens, ledger, pool));
            Server server = new Server();
            server.setHandler(sockets);
            server.start();
            ServerConnector inside = connector(server);
            warm(inside.getLocalPort());
            inside.stop();
            System.out.println("ready " + connector(server).getLocalPort());
            while (System.in.read() >= 0) {
                // until the one that started it is gone
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static RpcEndpoint endpoint(ResumeTokenManager tokens, RedisLedger ledger, ExecutorService pool) {
        return RpcEndpoint.builder(Till.class, peer -> new TillOf("main"))
                .executor(pool)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(pool)
                .restorer((reference, peer) -> Optional.of(new TillOf(reference)))
                .build();
    }

    private static void serve(WebSocketUpgradeHandler sockets, String path, RpcEndpoint endpoint) {
        sockets.addMapping(path, (request, response, callback) -> {
            Optional<String> chosen = endpoint.subprotocol(request.getSubProtocols());
            chosen.ifPresent(response::setAcceptedSubProtocol);
            return new JettySocket(socket -> endpoint.accept(socket, TokenContext.none(), chosen.orElse("")));
        });
    }

    private static ServerConnector connector(Server server) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        connector.start();
        return connector;
    }

    /** Sessions begin at one endpoint and go on at the other, which knows no copy of them, as after a deploy. */
    private static void warm(int port) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            try (HealingClient client = new HealingClient(new FrameSocket(port, BEFORE, RpcEndpoint.SUBPROTOCOL))) {
                client.take(STUBS);
                client.resume(new FrameSocket(port, SERVED, RpcEndpoint.SUBPROTOCOL));
                client.call(1);
            }
        }
    }
}
