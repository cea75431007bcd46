package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.TokenContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Servers with one ledger, and sockets that a test plays by hand. One thread, virtual time. */
final class LinkBench {
    static final String SECRET = "s".repeat(43);
    static final String ATTEMPT = "A".repeat(22);
    private static final TokenContext CALLER = TokenContext.of("tenant", "acme");

    final VirtualTime time = new VirtualTime();
    private final InMemoryLedger memory = InMemoryLedger.builder().clock(time).build();
    /** Whether the ledger does not answer, and how often it was asked. */
    boolean ledgerIsOut;

    int ledgerCalls;

    private final SessionLedger ledger = (SessionLedger) Proxy.newProxyInstance(
            SessionLedger.class.getClassLoader(), new Class<?>[] {SessionLedger.class}, (proxy, method, arguments) -> {
                ledgerCalls++;
                if (ledgerIsOut) {
                    throw new LedgerUnavailableException("The ledger is out");
                }
                return method.invoke(memory, arguments);
            });
    final List<ModelPeer> peers = new ArrayList<>();
    private final Duration refreshAfter;

    LinkBench() {
        this(Duration.ofMinutes(20));
    }

    /** A bench whose servers give a silent session a fresh token after such a time. */
    LinkBench(Duration refreshAfter) {
        this.refreshAfter = refreshAfter;
    }

    /** A server process. */
    final class Server {
        private final Map<String, Journal> journals = new HashMap<>();
        final PersistentSessionManager sessions = PersistentSessionManager.builder(
                        World.tokens(time), any -> CapabilityRestorer.refuse())
                .ledger(ledger)
                .clock(time)
                .build();
        private final LinkEndpoint endpoint = new LinkEndpoint(
                World.tokens(time),
                sessions,
                new ModelPeer.Factory(
                        session -> journals.computeIfAbsent(session, any -> new Journal()), time::post, peers),
                new LinkSettings(
                        2_000,
                        3_000,
                        4_000,
                        new LinkSettings.Times(
                                Duration.ofMillis(100),
                                Duration.ofSeconds(90),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                refreshAfter),
                        time,
                        time::post));

        /** Leaves, and collects how each session has left. */
        List<Left> leave(Duration grace, Duration spread) {
            List<Left> all = new ArrayList<>();
            endpoint.leave(new Leaving(grace, spread)).thenAccept(all::addAll);
            pass(0);
            return all;
        }

        Wire connect() {
            return new Wire(this);
        }

        /** A session of a client with one commit. */
        Wire begun() {
            return connect().say("[\"open\",\"" + SECRET + "\"]");
        }
    }

    /** A socket, played by hand. */
    final class Wire implements LinkSocket {
        final List<String> sent = new ArrayList<>();
        final LinkEndpoint.Connection connection;
        int code;
        /** Whether nothing is written any more, as to a client that has gone without a word. */
        boolean hangs;

        private Wire(Server server) {
            connection = server.endpoint.accept(this, CALLER);
        }

        @Override
        public CompletionStage<Void> send(String text) {
            sent.add(text);
            return hangs ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(int status, String reason) {
            code = status;
        }

        Wire say(String header, String... lines) {
            connection.receive(Stream.concat(Stream.of(header), Stream.of(lines))
                    .reduce((a, b) -> a + "\n" + b)
                    .orElseThrow());
            pass(0);
            return this;
        }

        /** The messages of all commits since the last look. */
        List<String> lines() {
            return take().stream().flatMap(frame -> frame.lines().skip(1)).toList();
        }

        /** What came since the last look. */
        List<String> take() {
            List<String> all = List.copyOf(sent);
            sent.clear();
            return all;
        }

        String last() {
            return sent.get(sent.size() - 1);
        }

        /** The token of the last commit or answer. */
        String token() {
            return last().replaceAll("(?s).*\"(mrt1\\.[^\"]+)\".*", "$1");
        }

        void assertRefused(boolean retryable) {
            assertTrue(last().startsWith("[\"refused\"," + retryable), last());
            assertTrue(code != 0, "the socket is closed");
        }

        void assertLast(String beginning) {
            assertTrue(last().startsWith(beginning), last());
        }
    }

    Server server() {
        return new Server();
    }

    /** Runs the next task alone. */
    void step() {
        assertTrue(time.isDue() && time.step(Duration.ofDays(2)));
    }

    void pass(long millis) {
        long end = time.millis() + millis;
        boolean[] over = new boolean[1];
        time.after(Duration.ofMillis(millis), () -> over[0] = true);
        while (!over[0] || time.isDue()) {
            assertTrue(time.step(Duration.ofDays(2)));
        }
        assertTrue(time.millis() >= end);
    }

    /** The question of a client that comes back. */
    static String resume(String token, long onWire, long ack, long socket) {
        return "[\"resume\",\"" + token + "\",\"" + ATTEMPT + "\"," + onWire + "," + ack + ",\"" + SECRET + "\",0,"
                + socket + "]";
    }

    /** As before, with an attempt of its own. */
    static String resumeAnew(String token, long onWire, long ack, long socket) {
        return resume(token, onWire, ack, socket).replace(ATTEMPT, "B".repeat(21) + "A");
    }
}
