package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All clients reconnect at once after a deploy. */
class StormTest {
    private static final int CLIENTS = 2_000;

    /** The default settings, except for a deadline for a machine that does something else too. */
    private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(60));

    @Test
    void claims_ofAllClientsAtOnce_areAllAnsweredOnOneConnection(@TempDir Path folder) throws Exception {
        try (RedisServer server = RedisServer.start(folder);
                RedisLedger ledger = RedisLedger.open(server.address(""), SETTINGS)) {
            long before = connections(server);
            CountDownLatch start = new CountDownLatch(1);
            List<FutureTask<String>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String session = "s" + i;
                FutureTask<String> client = new FutureTask<>(() -> {
                    start.await();
                    return ledger.claim(first(session)).toString();
                });
                clients.add(client);
                new Thread(null, client, "client", 64 * 1_024).start();
            }
            start.countDown();
            Map<String, Integer> answers = new TreeMap<>();
            for (FutureTask<String> client : clients) {
                answers.merge(client.get(), 1, Integer::sum);
            }
            assertEquals(Map.of(Answer.CLAIMED.toString(), CLIENTS), answers);
            assertEquals(before + 1, connections(server), "the one of this question is new, and no other");
        }
    }

    private static long connections(RedisServer server) {
        return server.tell(commands -> commands.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.split(":")[1].strip()))
                .sum());
    }
}
