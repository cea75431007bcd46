package dev.mooring.examples.healing;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.rpc.capnweb.RpcDrain;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.token.ResumeTokenManager;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server. Its arguments are its name, that of the board, a key file, and the folders of the page and of its modules. Its standard input is
 * the address of Redis, which may hold a password; the server ends with that input, and when it is told to (SIGTERM). Either
 * way its sessions go to the other server first.
 */
public final class Main {
    private static final RpcDrain DRAIN = RpcDrain.DEFAULT.withSpread(Duration.ofMillis(300));

    private Main() {}

    /** Runs the server. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String redis = Optional.ofNullable(input.readLine()).orElseThrow();
        ExecutorService pool = Executors.newCachedThreadPool();
        RedisLedger ledger = RedisLedger.open(redis, LedgerSettings.DEFAULT.withNamespace("healing"));
        Visitors visitors = new Visitors(redis, arguments[1]);
        RpcEndpoint endpoint = endpoint(arguments[0], arguments[2], ledger, visitors, pool);
        WebServer web = new WebServer(endpoint, Path.of(arguments[3]), Path.of(arguments[4]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            leave(endpoint, web);
            pool.shutdown();
            visitors.close();
            ledger.close();
        }));
        Journal.say("ready " + web.port());
        while (input.readLine() != null) {
            // until the one that started it is gone
        }
        System.exit(0);
    }

    /** What calls need is closed when no call runs any more. */
    private static void leave(RpcEndpoint endpoint, WebServer web) {
        Journal.left(endpoint.drain(DRAIN).toCompletableFuture().join());
        web.stop();
    }

    private static RpcEndpoint endpoint(
            String name, String keys, RedisLedger ledger, Visitors visitors, ExecutorService pool) {
        ResumeTokenManager tokens =
                ResumeTokenManager.fromProperties(Map.of("mooring.keys", "file:" + keys, "mooring.codec", "cbor"));
        return RpcEndpoint.builder(Gallery.class, peer -> () -> new PictureOf(peer, visitors, name))
                .executor(pool)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(pool)
                .restorer((reference, peer) -> PictureOf.restore(reference, peer, visitors, name))
                .onLive(visitors::add)
                .listener(new Journal())
                .build();
    }
}
