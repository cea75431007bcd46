package dev.mooring.benchmarks.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.jdbc.JdbcLedgerOptions;
import dev.mooring.store.redis.RedisLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One JVM that claims a token of another session each time. Its arguments are the kind of the ledger, its address, how many
 * threads claim, and for how many milliseconds. It says how many claims were answered and refused, the time of the middle
 * one and of all except one in a hundred in nanoseconds, and the heap of each entry.
 */
public final class LedgerLoad {
    private static final int MOST_CONNECTIONS = 20;
    private static final int MOST_ENTRIES = 4_000_000;
    private static final String RUN = UUID.randomUUID().toString();

    private LedgerLoad() {}

    /** The answers that a thread has seen. */
    private record Seen(long[] nanos, int answered, int refused) {}

    /** Runs the load. */
    public static void main(String[] arguments) throws Exception {
        int callers = Integer.parseInt(arguments[2]);
        Duration length = Duration.ofMillis(Long.parseLong(arguments[3]));
        try (SessionLedger warm = open(arguments[0], arguments[1], callers)) {
            claims(warm, callers, length.dividedBy(2), "w");
        }
        try (SessionLedger ledger = open(arguments[0], arguments[1], callers)) {
            long before = usedHeap();
            List<Seen> seen = claims(ledger, callers, length, "m");
            long[] nanos = seen.stream()
                    .flatMapToLong(one -> Arrays.stream(one.nanos(), 0, one.answered()))
                    .sorted()
                    .toArray();
            int refused = seen.stream().mapToInt(Seen::refused).sum();
            seen.clear();
            System.out.println("load " + nanos.length + " " + refused + " " + at(nanos, 50) + " " + at(nanos, 99) + " "
                    + (usedHeap() - before - 8L * nanos.length) / Math.max(1, nanos.length));
        }
        Runtime.getRuntime().halt(0);
    }

    private static long at(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)];
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static SessionLedger open(String kind, String address, int callers) {
        LedgerSettings settings = LedgerSettings.DEFAULT.withNamespace("load");
        return switch (kind) {
            case "memory" -> InMemoryLedger.builder().maxSessions(MOST_ENTRIES).build();
            case "redis" -> RedisLedger.open(address, settings);
            case "postgres" -> {
                HikariConfig pool = new HikariConfig();
                pool.setJdbcUrl(address);
                pool.setMaximumPoolSize(Math.min(callers, MOST_CONNECTIONS));
                yield JdbcLedger.open(
                        new HikariDataSource(pool),
                        settings,
                        JdbcLedgerOptions.DEFAULT.withMaxInFlight(Math.min(callers, MOST_CONNECTIONS)));
            }
            default -> throw new IllegalArgumentException("There is no ledger " + kind);
        };
    }

    private static List<Seen> claims(SessionLedger ledger, int callers, Duration length, String phase)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long end = System.nanoTime() + length.toNanos();
            List<Callable<Seen>> loads = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                String prefix = RUN + "-" + phase + i + "-";
                loads.add(() -> claim(ledger, prefix, end));
            }
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> load : threads.invokeAll(loads)) {
                seen.add(load.get());
            }
            return seen;
        } finally {
            threads.shutdown();
        }
    }

    private static Seen claim(SessionLedger ledger, String prefix, long end) {
        long[] nanos = new long[1_024];
        int answered = 0;
        int refused = 0;
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            Instant now = Instant.now();
            try {
                ledger.claim(new Claim(
                        prefix + answered,
                        1,
                        1,
                        ResumeAttempt.random(),
                        CopyId.random(),
                        now,
                        now.plus(Duration.ofHours(1))));
                if (answered == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * answered);
                }
                nanos[answered] = System.nanoTime() - begin;
                answered++;
            } catch (LedgerUnavailableException e) {
                refused++;
            }
        }
        return new Seen(nanos, answered, refused);
    }
}
