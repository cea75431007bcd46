package dev.mooring.benchmarks.ledger;

import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.jdbc.JdbcLedgerOptions;
import dev.mooring.support.PostgresServer;
import dev.mooring.support.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How many claims does a ledger answer in a second, and how long does one take? Each row is one or more JVMs whose threads
 * claim tokens of new sessions, on the ledger in memory, a real Redis, and a real PostgreSQL that commits to the disk. The
 * claims of several JVMs are added, and the times are those of the slowest one. All share the machine.
 */
public final class LedgerBench {
    private static final List<Integer> CALLERS = List.of(1, 4, 16, 64, 256);
    private static final List<Integer> JVMS = List.of(2, 4);
    private static final int CALLERS_OF_MANY = 16;
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;
    private final int millis;

    private LedgerBench(PrintStream out, int millis) {
        this.out = out;
        this.millis = millis;
    }

    /** The report of a JVM. */
    private record Load(double claims, double refused, double middle, double late, double heap) {}

    /**
     * Runs the loads: about three minutes, or a few seconds each if it is only to be seen that they work.
     *
     * @param brief whether it is only to be seen that they work
     * @param out takes the rows
     * @throws Exception if a server cannot be started
     */
    public static void run(boolean brief, PrintStream out) throws Exception {
        LedgerBench bench = new LedgerBench(out, brief ? 300 : 3_000);
        out.printf(
                Locale.ROOT,
                "%-10s %5s %8s %10s %10s %10s %8s%n",
                "ledger",
                "JVMs",
                "callers",
                "claims/s",
                "middle ms",
                "99 % ms",
                "refused");
        Path folder = Files.createTempDirectory("ledger");
        try {
            bench.memory(brief);
            bench.redis(folder, brief);
            bench.postgres(folder.resolve("postgres"), brief);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void memory(boolean brief) throws IOException {
        double heap = 0;
        for (int callers : callers(brief)) {
            heap = row("memory", "-", 1, callers).get(0).heap();
        }
        out.printf(Locale.ROOT, "memory: %.0f bytes of heap for each entry%n", heap);
    }

    private void redis(Path folder, boolean brief) throws IOException {
        try (RedisServer server = RedisServer.start(folder)) {
            long before = info(server, "memory", "used_memory");
            rows("redis", server.address("").toString(), brief);
            long keys = server.tell(commands -> commands.dbsize());
            out.printf(
                    Locale.ROOT,
                    "redis: %d entries, %d bytes of memory for each%n",
                    keys,
                    (info(server, "memory", "used_memory") - before) / Math.max(1, keys));
        }
    }

    private static long info(RedisServer server, String section, String name) {
        return server.tell(commands -> commands.info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.split(":")[1].strip()))
                .sum());
    }

    private void postgres(Path folder, boolean brief) throws IOException, SQLException {
        Files.createDirectories(folder);
        try (PostgresServer server = PostgresServer.start(folder)) {
            JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT);
            rows("postgres", server.address(), brief);
            try (Connection connection = server.source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet size = statement.executeQuery(
                            "SELECT count(*), pg_total_relation_size('mooring_ledger')" + " FROM mooring_ledger")) {
                size.next();
                out.printf(
                        Locale.ROOT,
                        "postgres: %d entries, %d bytes on disk for each, with its index%n",
                        size.getLong(1),
                        size.getLong(2) / Math.max(1, size.getLong(1)));
            }
        }
    }

    private static List<Integer> callers(boolean brief) {
        return brief ? List.of(1, CALLERS_OF_MANY) : CALLERS;
    }

    private void rows(String kind, String address, boolean brief) throws IOException {
        for (int callers : callers(brief)) {
            row(kind, address, 1, callers);
        }
        for (int jvms : brief ? List.of(2) : JVMS) {
            row(kind, address, jvms, CALLERS_OF_MANY);
        }
    }

    private List<Load> row(String kind, String address, int jvms, int callers) throws IOException {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < jvms; i++) {
            started.add(start(kind, address, callers));
        }
        List<Load> loads = new ArrayList<>();
        for (Process process : started) {
            loads.add(load(process));
        }
        out.printf(
                Locale.ROOT,
                "%-10s %5d %8d %10.0f %10.3f %10.3f %8.0f%n",
                kind,
                jvms,
                callers,
                loads.stream().mapToDouble(Load::claims).sum() * 1_000 / millis,
                loads.stream().mapToDouble(Load::middle).max().orElse(0) / NANOS_PER_MILLI,
                loads.stream().mapToDouble(Load::late).max().orElse(0) / NANOS_PER_MILLI,
                loads.stream().mapToDouble(Load::refused).sum());
        return loads;
    }

    private Process start(String kind, String address, int callers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerLoad.class.getName(),
                        kind,
                        address,
                        String.valueOf(callers),
                        String.valueOf(millis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Load load(Process process) throws IOException {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("load ")) {
                    double[] told = Stream.of(line.substring("load ".length()).split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    return new Load(told[0], told[1], told[2], told[3], told[4]);
                }
            }
        }
        throw new IOException("A load ended without a result");
    }
}
