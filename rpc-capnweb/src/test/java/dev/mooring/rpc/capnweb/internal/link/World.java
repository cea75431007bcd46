package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Two servers with one ledger, a network that fails at chosen frames, and one client; all in one thread. */
public final class World {
    private static final Duration LATENCY = Duration.ofMillis(3);
    private static final Duration END = Duration.ofMinutes(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final TokenContext CALLER = TokenContext.of("tenant", "acme");
    /** The time of the world that was made last; looking for providers is too slow to be done for each. */
    private static VirtualTime now = new VirtualTime();

    private static final ResumeTokenManager TOKENS = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", now.instant())))
            .clock(() -> now.instant())
            .build();

    final VirtualTime time = new VirtualTime();
    final Journal journal = new Journal();
    final ModelClient client;
    private final Subject subject;
    private final List<Fault> faults;
    private final InMemoryLedger ledger = InMemoryLedger.builder().clock(time).build();
    private final Server[] servers = new Server[2];
    private final List<Runnable> late = new ArrayList<>();
    final List<String> left = new ArrayList<>();
    private Cable newest;
    private int turn;
    private int frames;

    /** Issues and opens tokens at a time. */
    static ResumeTokenManager tokens(VirtualTime time) {
        now = time;
        return TOKENS;
    }

    World(Subject subject, List<Fault> faults) {
        this.subject = subject;
        this.faults = new ArrayList<>(faults);
        now = time;
        Arrays.setAll(servers, any -> new Server());
        client = new ModelClient(time, journal, subject, this::connect);
        time.post(() -> connect(client));
    }

    /** How many frames were delivered. */
    int frames() {
        return frames;
    }

    /** Has the client send a message at a time. */
    void at(long millis, Runnable step) {
        time.after(Duration.ofMillis(millis), step);
    }

    /** Runs until all is said, or says false after half an hour. */
    boolean runUntil(java.util.function.BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (client.broken() != null || !time.step(END)) {
                return false;
            }
        }
        return true;
    }

    /** A server process: when it is dead, none of its tasks runs. */
    private final class Server {
        private boolean dead;
        private final Subject.Server endpoint;

        Server() {
            Executor executor = task -> time.post(() -> ifAlive(task));
            LinkSettings.Times times = new LinkSettings.Times(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(20));
            LinkSettings settings = new LinkSettings(
                    100_000,
                    1_000_000,
                    1_000_000,
                    times,
                    (delay, task) -> time.after(delay, () -> ifAlive(task)),
                    executor);
            endpoint = subject.start(new Subject.Parts(TOKENS, ledger, settings, executor, time, journal));
        }

        /** Leaves in good order; the process ends a little later. */
        void leave(Leaving how, Runnable then) {
            time.post(() -> ifAlive(() -> endpoint.leave(how, outcome -> {
                left.add(outcome);
                then.run();
                time.after(LATENCY.multipliedBy(10), () -> dead = true);
            })));
        }

        private void ifAlive(Runnable task) {
            if (!dead) {
                task.run();
            }
        }
    }

    private void connect(ModelClient from) {
        Cable cable = new Cable(servers[turn]);
        newest = cable;
        time.after(LATENCY, () -> {
            if (cable.server.dead) {
                connect(from);
            } else {
                from.opened(cable.clientSide);
            }
        });
        List<Runnable> arriving = List.copyOf(late);
        late.clear();
        arriving.forEach(frame -> time.after(LATENCY.multipliedBy(6), frame));
    }

    /** One WebSocket. What is under way when it is cut is lost, or comes late. */
    private final class Cable {
        private final Server server;
        private final Subject.Receiver connection;
        private final ClientSide clientSide = new ClientSide();
        private boolean cut;
        private boolean mute;
        private boolean late;
        private boolean lateData;

        Cable(Server server) {
            this.server = server;
            this.connection = server.endpoint.accept(new ServerSide(), CALLER);
        }

        private final class ClientSide implements ModelClient.Socket {
            @Override
            public void send(String frame) {
                time.after(LATENCY, () -> arrive(frame));
            }

            @Override
            public void close() {
                // what was sent before still arrives
                time.after(LATENCY, () -> {
                    cut = true;
                    server.ifAlive(connection::closed);
                });
            }
        }

        private final class ServerSide implements LinkSocket {
            @Override
            public CompletionStage<Void> send(String frame) {
                time.after(LATENCY, () -> deliver(frame));
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close(int code, String reason) {
                time.after(LATENCY, () -> {
                    if (!cut) {
                        cut = true;
                        client.lost(clientSide);
                    }
                });
            }
        }

        private void arrive(String frame) {
            if (late && (lateData || frame.startsWith("[\"resume\""))) {
                World.this.late.add(() -> server.ifAlive(() -> connection.receive(frame)));
            } else if (!cut && !fails(frame, true)) {
                server.ifAlive(() -> connection.receive(frame));
            }
        }

        private void deliver(String frame) {
            if (!cut && !mute && !server.dead && !fails(frame, false)) {
                client.received(clientSide, frame);
            }
        }

        /** Counts a frame, and applies the fault that is due at it. */
        private boolean fails(String frame, boolean up) {
            frames++;
            if (faults.isEmpty() || faults.get(0).at() >= frames) {
                return false;
            }
            Fault.Kind kind = faults.remove(0).kind();
            if (kind.isDrain()) {
                drain(kind);
                return false;
            }
            if (kind.after && up) {
                mute = true;
                server.ifAlive(() -> connection.receive(frame));
                time.after(LATENCY.multipliedBy(3), () -> strike(kind));
            } else {
                if (kind.isLate() && up) {
                    late = true;
                    lateData = !kind.moves;
                    arrive(frame);
                }
                strike(kind);
            }
            return true;
        }

        private void strike(Fault.Kind kind) {
            cut = true;
            late |= kind.isLate();
            lateData = !kind.moves;
            if (kind.kills) {
                kill();
            } else if (kind != Fault.Kind.HALF_OPEN && !kind.isLate()) {
                time.after(LATENCY, () -> server.ifAlive(connection::closed));
            }
            turn = kind.moves ? 1 - turn : turn;
            client.lost(clientSide);
        }

        private void drain(Fault.Kind kind) {
            Leaving how = new Leaving(kind == Fault.Kind.DRAIN_AT_ONCE ? Duration.ZERO : GRACE, Duration.ZERO);
            if (kind == Fault.Kind.DRAIN_FIRST) {
                server.leave(how, this::replace);
            } else {
                replace();
                server.leave(how, () -> {});
            }
        }

        private void kill() {
            server.dead = true;
            replace();
            if (newest.server == server) {
                client.lost(newest.clientSide); // it had left for a new connection to the same server
            }
        }

        /** New connections are led to a new server at this address, and first to the other one if this was the next. */
        private void replace() {
            for (int i = 0; i < servers.length; i++) {
                if (servers[i] == server) {
                    servers[i] = new Server();
                }
            }
        }
    }
}
