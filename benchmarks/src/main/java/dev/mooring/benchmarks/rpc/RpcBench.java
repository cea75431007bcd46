package dev.mooring.benchmarks.rpc;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.support.RedisServer;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * How much does a call cost the server, beside npm's own server on Node.js, and how much does healing add? One process sends raw
 * frames to three servers in turn, over four connections: Node.js, and Mooring on Jetty without and with the healing link. A
 * row is the middle of several turns, with the least and the most.
 *
 * <p>The processor time is that of the server process, from {@code /proc}. Sequential calls wait for each answer; batches
 * are of ten calls. Then the server is killed under sessions with 12 entries, which go on at another one that was warmed
 * before it listened. At last, idle connections are held, and each is called once more.
 */
public final class RpcBench {
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 10;
    private static final int RESUMES = 20;

    /** How long a row is measured. */
    private record Effort(Duration warmUp, Duration turn, int turns, int idle) {}

    /** About four minutes. */
    private static final Effort DEFAULT = new Effort(Duration.ofSeconds(6), Duration.ofSeconds(4), 5, 10_000);

    /** To see that it works. */
    private static final Effort BRIEF = new Effort(Duration.ofMillis(500), Duration.ofMillis(500), 1, 200);

    /** The servers by their names, and how a client of each is made. */
    private enum Kind {
        NODE("node"),
        PLAIN("plain"),
        HEALING("healing");

        final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    private final Effort effort;
    private final Path root;
    private final Path folder;
    private final PrintStream out;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);

    private RpcBench(Effort effort, Path root, Path folder, PrintStream out) {
        this.effort = effort;
        this.root = root;
        this.folder = folder;
        this.out = out;
    }

    /**
     * Runs the comparison.
     *
     * @param root the folder of the repository
     * @param brief whether it is only to be seen that it works
     * @param out takes the rows
     * @return the figures by their names
     * @throws Exception if a server cannot be started, or answers wrongly
     */
    public static Map<String, Double> run(Path root, boolean brief, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("rpc");
        RpcBench bench = new RpcBench(brief ? BRIEF : DEFAULT, root, folder, out);
        try (RedisServer redis = RedisServer.start(folder)) {
            new KeyFile(folder.resolve("resume.keys"))
                    .create(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                            .create("HMAC_SHA256", Instant.now()));
            bench.measure("redis://127.0.0.1:" + redis.port());
        } finally {
            bench.clients.shutdownNow();
            delete(folder);
        }
        return bench.figures;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void measure(String redis) throws Exception {
        try (Subject node = Subject.start(List.of(
                        "node",
                        root.resolve("benchmarks/rpc/server.mjs").toString(),
                        root.resolve("client-js").toString()));
                Subject mooring = Subject.start(java(redis))) {
            calls(node, mooring);
            resumes(redis);
        }
        for (Kind kind : Kind.values()) {
            try (Subject subject = kind == Kind.NODE
                    ? Subject.start(List.of(
                            "node",
                            root.resolve("benchmarks/rpc/server.mjs").toString(),
                            root.resolve("client-js").toString()))
                    : Subject.start(java(redis))) {
                idle(kind, subject);
            }
        }
        goals();
    }

    private List<String> java(String redis) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                RpcServer.class.getName(),
                folder.resolve("resume.keys").toString(),
                redis);
    }

    private static Client open(Kind kind, FrameSocket socket) throws IOException {
        return kind == Kind.HEALING ? new HealingClient(socket) : new PlainClient(socket);
    }

    private static FrameSocket connect(Kind kind, Subject subject) throws IOException {
        return new FrameSocket(subject.port(), "/api", kind == Kind.HEALING ? RpcEndpoint.SUBPROTOCOL : "");
    }

    private void calls(Subject node, Subject mooring) throws Exception {
        out.printf(
                Locale.ROOT, "%-20s %22s %12s %12s%n", "server CPU per call", "µs (least to most)", "bytes", "tokens");
        for (int size : new int[] {1, BATCH}) {
            List<List<Turn>> turns = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                turn(kind, kind == Kind.NODE ? node : mooring, size, effort.warmUp());
                turns.add(new ArrayList<>());
            }
            for (int i = 0; i < effort.turns(); i++) {
                for (Kind kind : Kind.values()) {
                    turns.get(kind.ordinal()).add(turn(kind, kind == Kind.NODE ? node : mooring, size, effort.turn()));
                }
            }
            for (Kind kind : Kind.values()) {
                row(kind.name + (size == 1 ? " sequential" : " batch"), turns.get(kind.ordinal()));
            }
        }
    }

    /** The time of each call of one turn. */
    private record Turn(double micros, double bytes, double tokens) {}

    private Turn turn(Kind kind, Subject subject, int size, Duration length) throws Exception {
        long before = subject.cpuMicros();
        long end = System.nanoTime() + length.toNanos();
        List<Future<long[]>> loads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Callable<long[]> load = () -> load(kind, subject, size, end);
            loads.add(clients.submit(load));
        }
        long[] sum = new long[3];
        for (Future<long[]> load : loads) {
            long[] one = load.get();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        double calls = sum[0];
        return new Turn((subject.cpuMicros() - before) / calls, sum[1] / calls, sum[2] / calls);
    }

    /** Calls until the end; returns the number of calls, of bytes and of tokens. */
    private static long[] load(Kind kind, Subject subject, int size, long end) throws IOException {
        try (FrameSocket socket = connect(kind, subject);
                Client client = open(kind, socket)) {
            long bytes = socket.bytes();
            long tokens = client instanceof HealingClient healing ? healing.tokens() : 0;
            long calls = 0;
            while (System.nanoTime() < end) {
                client.call(size);
                calls += size;
            }
            return new long[] {
                calls, socket.bytes() - bytes, client instanceof HealingClient healing ? healing.tokens() - tokens : 0
            };
        }
    }

    private void row(String name, List<Turn> turns) {
        double[] micros = turns.stream().mapToDouble(Turn::micros).sorted().toArray();
        Turn last = turns.get(turns.size() - 1);
        figures.put(name + " cpu", micros[micros.length / 2]);
        figures.put(name + " bytes", last.bytes());
        figures.put(name + " tokens", last.tokens());
        out.printf(
                Locale.ROOT,
                "%-20s %6.1f (%.1f to %.1f) %12.0f %12.2f%n",
                name,
                micros[micros.length / 2],
                micros[0],
                micros[micros.length - 1],
                last.bytes(),
                last.tokens());
    }

    /** Sessions begin at one server, which is killed, and go on at another, which has met nobody yet. */
    private void resumes(String redis) throws IOException {
        List<HealingClient> sessions = new ArrayList<>();
        try (Subject first = Subject.start(java(redis));
                Subject next = Subject.start(java(redis))) {
            for (int i = 0; i < RESUMES; i++) {
                HealingClient client = new HealingClient(connect(Kind.HEALING, first));
                client.take(RpcServer.STUBS);
                sessions.add(client);
            }
            first.kill();
            List<Double> millis = new ArrayList<>();
            for (HealingClient session : sessions) {
                long begin = System.nanoTime();
                session.resume(connect(Kind.HEALING, next));
                session.call(1);
                millis.add((System.nanoTime() - begin) / 1e6);
                session.close();
            }
            figures.put("healing resumed first ms", millis.get(0));
            List<Double> sorted = millis.stream().sorted().toList();
            figures.put("healing resumed middle ms", sorted.get(RESUMES / 2));
            out.printf(
                    Locale.ROOT,
                    "%nfrom opening a socket to the first answer after a kill, %d entries, a token of %d characters:"
                            + " %.1f ms for the first client, %.1f for the middle one of %d, %.1f at most%n",
                    RpcServer.STUBS,
                    sessions.get(0).tokenChars(),
                    millis.get(0),
                    sorted.get(RESUMES / 2),
                    RESUMES,
                    sorted.get(RESUMES - 1));
        }
    }

    private void idle(Kind kind, Subject subject) throws IOException {
        List<Client> idle = new ArrayList<>();
        long before = subject.residentBytes();
        String stopped = "";
        try {
            while (idle.size() < effort.idle()) {
                idle.add(open(kind, connect(kind, subject)));
            }
        } catch (IOException e) {
            stopped = "; the machine allowed no more: " + e.getMessage();
        }
        long after = subject.residentBytes();
        int answered = 0;
        for (Client client : idle) {
            client.call(1);
            answered++;
        }
        for (Client client : idle) {
            client.close();
        }
        figures.put(kind.name + " idle connections", (double) answered);
        figures.put(kind.name + " idle bytes", (after - before) / (double) Math.max(1, idle.size()));
        out.printf(
                Locale.ROOT,
                "%s: %d idle connections held, each answered a call at the end; %.1f kB each%s%n",
                kind.name,
                answered,
                (after - before) / 1e3 / Math.max(1, idle.size()),
                stopped);
    }

    private void goals() {
        out.println();
        for (RpcGoals.Goal goal : RpcGoals.ALL) {
            goal.in(figures)
                    .ifPresentOrElse(
                            value -> out.printf(
                                    Locale.ROOT,
                                    "%-40s %8.2f  at most %s  %s%n",
                                    goal.name(),
                                    value,
                                    goal.most(),
                                    value <= goal.most() ? "reached" : "missed"),
                            () -> out.println(goal.name() + "  not measured"));
        }
    }
}
