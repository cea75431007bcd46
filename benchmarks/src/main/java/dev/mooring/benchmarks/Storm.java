package dev.mooring.benchmarks;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.support.RedisServer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * Are all clients answered that reconnect at once after a deploy? 2,000 threads claim a token each on a real Redis, with the
 * default settings. A row is a storm: how many were answered within the deadline of two seconds, how long the middle one, all
 * except one in a hundred, and the last one waited, how many connections were made, and the most heap that was in use. The
 * first row includes the warm-up of the JVM, as after a deploy. Redis and the clients share the machine with the ledger.
 */
public final class Storm {
    private static final int CLIENTS = 2_000;
    private static final int ROUNDS = 5;
    private static final long REFUSED = -1;

    private Storm() {}

    /**
     * Runs the storms.
     *
     * @param out takes the rows
     * @throws Exception if Redis cannot be started
     */
    public static void run(PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("storm");
        try (RedisServer server = RedisServer.start(folder)) {
            out.printf(
                    Locale.ROOT,
                    "%6s %9s %10s %10s %10s %12s %12s%n",
                    "storm",
                    "answered",
                    "middle",
                    "99 %",
                    "last",
                    "connections",
                    "heap");
            for (int round = 1; round <= ROUNDS; round++) {
                row(server, round, out);
            }
        } finally {
            Files.delete(folder);
        }
    }

    private static void row(RedisServer server, int round, PrintStream out) throws Exception {
        long before = connections(server);
        LedgerSettings settings = LedgerSettings.DEFAULT.withNamespace("storm-" + round);
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        try (RedisLedger ledger = RedisLedger.open(server.address("").toString(), settings)) {
            long[] waits = claims(ledger).stream()
                    .mapToLong(Long::longValue)
                    .filter(wait -> wait != REFUSED)
                    .sorted()
                    .toArray();
            long heap = heapPools().stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "%6d %4d/%d %7d ms %7d ms %7d ms %12d %9d MB%n",
                    round,
                    waits.length,
                    CLIENTS,
                    millis(waits, 50),
                    millis(waits, 99),
                    millis(waits, 100),
                    connections(server) - before - 1,
                    heap >> 20);
        }
    }

    /** How long each client waited for its answer in nanoseconds, or that it was refused. */
    private static List<Long> claims(RedisLedger ledger) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Long>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String session = "s" + i;
            FutureTask<Long> client = new FutureTask<>(() -> {
                start.await();
                return claim(ledger, session);
            });
            clients.add(client);
            new Thread(null, client, "client", 64 * 1_024).start();
        }
        start.countDown();
        List<Long> waits = new ArrayList<>();
        for (FutureTask<Long> client : clients) {
            waits.add(client.get());
        }
        return waits;
    }

    private static long claim(RedisLedger ledger, String session) {
        Instant now = Instant.now();
        long begin = System.nanoTime();
        try {
            ledger.claim(new Claim(
                    session, 1, 1, ResumeAttempt.random(), CopyId.random(), now, now.plus(Duration.ofMinutes(5))));
            return System.nanoTime() - begin;
        } catch (LedgerUnavailableException e) {
            return REFUSED;
        }
    }

    private static long millis(long[] sorted, int percent) {
        return sorted.length == 0
                ? 0
                : Duration.ofNanos(sorted[(sorted.length - 1) * percent / 100]).toMillis();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long connections(RedisServer server) {
        return server.tell(commands -> commands.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.split(":")[1].strip()))
                .sum());
    }
}
