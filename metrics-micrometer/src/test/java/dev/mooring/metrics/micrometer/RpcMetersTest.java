package dev.mooring.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.RpcCommit;
import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcResume;
import dev.mooring.rpc.capnweb.RpcSocket;
import dev.mooring.rpc.capnweb.RpcTarget;
import dev.mooring.token.TokenContext;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RpcMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RpcMeters meters = new RpcMeters(registry);

    /** The interface of an endpoint. */
    public interface Failing extends RpcTarget {
        /** Fails. */
        String fail();
    }

    /** A client that hears nothing. */
    private static final class Deaf implements RpcSocket {
        @Override
        public CompletionStage<Void> send(String text) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(int code, String reason) {}
    }

    private RpcConnection connection() {
        Failing main = () -> {
            throw new IllegalStateException("asked to");
        };
        RpcEndpoint endpoint = RpcEndpoint.builder(Failing.class, peer -> main)
                .listener(meters)
                .executor(Runnable::run)
                .build();
        return endpoint.accept(new Deaf(), TokenContext.none());
    }

    /** Every meter that is not at zero, by its first measure. */
    private Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            double value = meter.measure().iterator().next().getValue();
            if (value != 0) {
                Meter.Id id = meter.getId();
                counted.put(
                        id.getName().substring("mooring.rpc.".length())
                                + id.getTags().stream()
                                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                                        .toList(),
                        value);
            }
        }
        return counted;
    }

    @Test
    void endpoint_whoseCallFailsAndWhoseClientLeaves_isCounted() {
        RpcConnection connection = connection();
        connection.receive("[\"push\",[\"pipeline\",0,[\"fail\"],[]]]");
        connection.closed();
        assertEquals(Map.of("calls.failed[]", 1.0, "ended[]", 1.0), counted());
    }

    @Test
    void endpoint_whoseClientBreaksTheProtocol_isCounted() {
        connection().receive("nonsense");
        assertEquals(1.0, counted().get("aborted[]"));
    }

    @Test
    void healing_isCountedByKind() {
        RpcPeer peer = connection().peer().orElseThrow();
        meters.resumed(peer, RpcResume.ATTACHED);
        meters.resumed(peer, RpcResume.RESTORED);
        meters.resumed(peer, RpcResume.RESTORED);
        meters.refused(true, "later");
        meters.refused(false, "never");
        meters.unserved(new IllegalStateException());
        meters.inDoubt(peer, "a call");
        assertEquals(
                Map.of(
                        "resumed[how=attached]", 1.0,
                        "resumed[how=restored]", 2.0,
                        "refused[retryable=true]", 1.0,
                        "refused[retryable=false]", 1.0,
                        "unserved[]", 1.0,
                        "calls.doubted[]", 1.0),
                counted());
    }

    @Test
    void commits_withAndWithoutAToken_areCountedApart() {
        RpcPeer peer = connection().peer().orElseThrow();
        meters.committed(peer, new RpcCommit(400, 1, 0, 1, 0));
        meters.committed(peer, new RpcCommit(600, 1, 0, 1, 0));
        meters.committed(peer, new RpcCommit(0, 1, 0, 1, 0));
        assertEquals(Map.of("commits[saved=true]", 2.0, "commits[saved=false]", 1.0, "token[]", 2.0), counted());
        assertEquals(1_000, registry.get("mooring.rpc.token").summary().totalAmount());
        assertTrue(registry.get("mooring.rpc.token").summary().max() >= 600);
    }
}
