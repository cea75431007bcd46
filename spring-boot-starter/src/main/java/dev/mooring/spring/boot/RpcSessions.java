package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcDrain;
import dev.mooring.rpc.capnweb.RpcDrained;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions of Cap'n Web endpoints.
 *
 * @param endpoints that of the starter, or those of the application
 * @param count counts the sessions of the starter's that heal
 */
record RpcSessions(List<RpcEndpoint> endpoints, LiveCount count) implements OtherSessions {
    /** The spread of the clients, the five seconds that they have to answer, and one for the steps between. */
    private static final Duration AFTER_THE_GRACE = RpcDrain.DEFAULT.spread().plusSeconds(6);

    @Override
    public int live() {
        return count.live();
    }

    @Override
    public boolean isDraining() {
        return endpoints.stream().anyMatch(RpcEndpoint::isDraining);
    }

    @Override
    public CompletableFuture<String> leave(Duration atMost) {
        Duration grace = atMost.minus(AFTER_THE_GRACE);
        RpcDrain how = RpcDrain.DEFAULT.withGrace(grace.isNegative() ? Duration.ZERO : grace);
        List<CompletableFuture<RpcDrained>> leaving = endpoints.stream()
                .map(endpoint -> endpoint.drain(how).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
                .thenApply(all -> "Drain of Cap'n Web: "
                        + String.join(
                                ", ",
                                leaving.stream()
                                        .map(each -> String.valueOf(each.join()))
                                        .toList()));
    }
}
