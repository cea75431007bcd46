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
 * Mooring's server on Jetty 12.1. Its arguments are a key file and the address of Redis. It is warmed before it listens, then
 * says its port, and ends with its standard input.
 */
public final class RpcServer {
    private static final int WARM_UPS = 300;

    /** Entries of the table, as in the sessions that are resumed. */
    static final int STUBS = 12;

    private RpcServer() {}

    /** Runs the server. */
    public static void main(String[] arguments) throws Exception {
        ResumeTokenManager tokens = ResumeTokenManager.fromProperties(
                Map.of("mooring.keys", "file:" + arguments[0], "mooring.codec", "cbor"));
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (RedisLedger ledger = RedisLedger.open(arguments[1], LedgerSettings.DEFAULT.withNamespace("rpc"))) {
            RpcEndpoint endpoint = endpoint(tokens, ledger, pool);
            warm(endpoint, endpoint(tokens, ledger, pool));
            System.out.println("ready " + listen(endpoint));
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

    /** Sessions begin at one endpoint and go on at the other, which knows no copy of them. */
    private static void warm(RpcEndpoint endpoint, RpcEndpoint before) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            try (HealingClient client = new HealingClient(new LocalWire(before))) {
                client.take(STUBS);
                client.resume(new LocalWire(endpoint));
                client.call(1);
            }
        }
    }

    private static int listen(RpcEndpoint endpoint) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        WebSocketUpgradeHandler sockets = new WebSocketUpgradeHandler();
        sockets.getConfiguration().setIdleTimeout(Duration.ofHours(1));
        sockets.addMapping("/api", (request, response, callback) -> {
            Optional<String> chosen = endpoint.subprotocol(request.getSubProtocols());
            chosen.ifPresent(response::setAcceptedSubProtocol);
            return new JettySocket(socket -> endpoint.accept(socket, TokenContext.none(), chosen.orElse("")));
        });
        server.setHandler(sockets);
        server.start();
        return connector.getLocalPort();
    }
}
