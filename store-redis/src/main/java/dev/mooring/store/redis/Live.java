package dev.mooring.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A connection to a server that was found fit, and is looked at again from time to time: somebody may change its policy or
 * make it a replica while the connection lasts.
 */
final class Live {
    /** A server that is not fit any more is used no longer than this. */
    static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    private final StatefulRedisConnection<String, String> connection;
    private final Preparation preparation;
    private final LongSupplier nanos;
    private long lookedAt;
    private CompletableFuture<Void> fitness = CompletableFuture.completedFuture(null);

    Live(StatefulRedisConnection<String, String> connection, Preparation preparation, LongSupplier nanos) {
        this.connection = connection;
        this.preparation = preparation;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
    }

    StatefulRedisConnection<String, String> connection() {
        return connection;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** The result of the last look, which all calls share, or of a new one if that is long ago. */
    synchronized CompletableFuture<Void> fitness() {
        long now = nanos.getAsLong();
        if (now - lookedAt >= LOOK_AGAIN_AFTER.toNanos()) {
            lookedAt = now;
            fitness = preparation.look(connection.async()).toCompletableFuture();
        }
        return fitness;
    }
}
