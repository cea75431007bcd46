package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Connections without the healing link on a server that leaves in good order. */
class PlainDrainTest {
    private static final RpcDrain NOW = new RpcDrain(Duration.ofSeconds(10), Duration.ZERO);

    interface Waiting extends RpcTarget {
        CompletionStage<String> later();
    }

    private final CompletableFuture<String> later = new CompletableFuture<>();
    /** What a timer is to run, by the seconds that it waits. */
    private final List<Runnable> atOnce = new ArrayList<>();

    private final List<Runnable> afterTheGrace = new ArrayList<>();
    private final RpcEndpoint endpoint = RpcEndpoint.builder(Waiting.class, peer -> () -> later)
            .executor(new Line.Turns())
            .link(new LinkSettings(
                    1_000,
                    1_000,
                    1_000,
                    new LinkSettings.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    (delay, task) -> {
                        (delay.isZero() ? atOnce : afterTheGrace).add(task);
                        return () -> {};
                    },
                    Runnable::run))
            .build();

    private final class Client implements RpcSocket {
        private final List<String> sent = new ArrayList<>();
        private boolean hungUp;
        private final RpcConnection connection = endpoint.accept(this, TokenContext.none());

        @Override
        public CompletionStage<Void> send(String text) {
            sent.add(text);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close(int code, String reason) {
            if (!hungUp) {
                sent.add("closed " + code);
            }
        }

        void hangUp() {
            hungUp = true;
            connection.closed();
        }

        void call() {
            connection.receive("[\"push\",[\"pipeline\",0,[\"later\"],[]]]");
            connection.receive("[\"pull\",1]");
        }
    }

    private static void run(List<Runnable> tasks) {
        List.copyOf(tasks).forEach(Runnable::run);
        tasks.clear();
    }

    @Test
    void connection_withoutCalls_isClosedAtOnce() {
        Client client = new Client();
        CompletionStage<RpcDrained> drained = endpoint.drain(NOW);
        assertTrue(endpoint.isDraining());
        run(atOnce);
        assertEquals(List.of("closed 1001"), client.sent);
        assertFalse(drained.toCompletableFuture().isDone());
        client.hangUp();
        assertEquals(
                new RpcDrained(0, 0, 0, 0, 1), drained.toCompletableFuture().join());
        run(afterTheGrace);
        assertEquals(List.of("closed 1001"), client.sent);
    }

    @Test
    void connection_withACall_getsItsResultBeforeTheClose() {
        Client client = new Client();
        client.call();
        endpoint.drain(NOW);
        run(atOnce);
        assertEquals(List.of(), client.sent);
        later.complete("done");
        assertEquals(List.of("[\"resolve\",1,\"done\"]", "closed 1001"), client.sent);
    }

    @Test
    void connection_whoseCallDoesNotEnd_isClosedAfterTheGrace() {
        Client client = new Client();
        client.call();
        endpoint.drain(NOW);
        run(atOnce);
        run(afterTheGrace);
        assertEquals(List.of("closed 1001"), client.sent);
    }

    @Test
    void connection_thatComesLater_isClosedAtOnce() {
        endpoint.drain(NOW);
        assertEquals(List.of("closed 1001"), new Client().sent);
    }

    @Test
    void drain_ofNobody_isDoneAtOnce_andTheSecondOneIsTheFirst() {
        assertFalse(endpoint.isDraining());
        CompletionStage<RpcDrained> drained = endpoint.drain(NOW);
        assertEquals(
                new RpcDrained(0, 0, 0, 0, 0), drained.toCompletableFuture().join());
        assertSame(drained, endpoint.drain(RpcDrain.DEFAULT));
    }

    @Test
    void durations_outsideTheirRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> RpcDrain.DEFAULT.withGrace(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> RpcDrain.DEFAULT.withSpread(Duration.ofHours(25)));
        assertEquals(Duration.ZERO, RpcDrain.DEFAULT.withSpread(Duration.ZERO).spread());
    }
}
