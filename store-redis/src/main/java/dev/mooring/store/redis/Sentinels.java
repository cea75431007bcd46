package dev.mooring.store.redis;

import io.lettuce.core.RedisURI;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Asks Sentinels for the primary, one after the other until one knows it.
 *
 * @param client connects to them
 * @param name their name for the primary
 * @param sentinels the Sentinels, with the login for each
 * @param example a place that is connected to in the same way as the primary
 */
record Sentinels(Lettuce client, String name, List<RedisURI> sentinels, RedisURI example) {

    /** The primary as it is now. */
    CompletionStage<RedisURI> findPrimary() {
        return askFrom(
                        0,
                        UnfitStoreException.untilChanged(
                                "No Sentinel of the address knows a primary of that name: check sentinel=NAME"))
                .thenApply(this::server);
    }

    /** The first answer of a Sentinel from an index on, or the failure of one that did not answer. */
    private CompletionStage<SocketAddress> askFrom(int index, Throwable unlessAnswered) {
        if (index == sentinels.size()) {
            return CompletableFuture.failedStage(unlessAnswered);
        }
        return ask(sentinels.get(index))
                .handle((primary, failure) -> primary != null
                        ? CompletableFuture.completedStage(primary)
                        : askFrom(index + 1, failure == null ? unlessAnswered : failure))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<SocketAddress> ask(RedisURI sentinel) {
        long share = client.deadline().toNanos() / sentinels.size();
        CompletableFuture<SocketAddress> answer = client.connectToSentinel(sentinel)
                .thenCompose(connection -> connection
                        .async()
                        .getMasterAddrByName(name)
                        .toCompletableFuture()
                        .orTimeout(share, TimeUnit.NANOSECONDS)
                        .whenComplete((primary, failure) -> connection.closeAsync()))
                .toCompletableFuture();
        return answer.orTimeout(share, TimeUnit.NANOSECONDS);
    }

    private RedisURI server(SocketAddress primary) {
        InetSocketAddress address = (InetSocketAddress) primary;
        return Servers.like(example, address.getHostString(), address.getPort());
    }
}
