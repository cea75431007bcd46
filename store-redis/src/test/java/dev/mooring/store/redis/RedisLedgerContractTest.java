package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.support.RedisServer;
import dev.mooring.testkit.SharedLedgerContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisLedgerContractTest extends SharedLedgerContract {
    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> commands;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = RedisServer.start(folder);
        client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
        commands = client.connect().sync();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            client.shutdown(0, 5, TimeUnit.SECONDS);
            server.close();
        }
    }

    @Override
    protected SessionLedger open(LedgerSettings with) {
        return RedisLedger.open(server.address("/0"), with);
    }

    @Override
    protected Instant now() {
        return Instant.now(); // the server is on this machine
    }

    /** Makes all that the server holds older, as its clock is the machine's. */
    @Override
    protected void advance(Duration time) {
        for (String key : commands.keys("mooring:ledger:*")) {
            String text = commands.get(key);
            if (text == null) {
                continue; // its time is over since
            }
            String[] entry = text.split(" ");
            entry[1] = earlier(entry[1], time);
            commands.set(key, String.join(" ", entry), SetArgs.Builder.pxAt(Long.parseLong(entry[1])));
        }
    }

    private static String earlier(String millis, Duration time) {
        return Long.toString(Math.max(0, Long.parseLong(millis) - time.toMillis()));
    }

    @Override
    protected void hangStore() {
        server.freeze();
    }

    @Override
    protected void letStoreGoOn() {
        server.thaw();
    }

    @Override
    protected void killStore() {
        server.kill();
    }

    @Override
    protected void restartStore() {
        server.restart();
    }

    @Override
    protected int rounds() {
        return 200;
    }
}
