package dev.mooring.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a server that was found fit, and is looked at again from time to time: somebody may change its policy or
 * make it a replica while the connection lasts.
 */
final class Live {
    /** A server that is not fit any more is used no longer than this. */
    static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    private final StatefulRedisConnection<String, String> connection;
    private final Preparation preparation;
    private final Runnable discard;
    private long lookedAt;
    private CompletableFuture<Void> fitness = CompletableFuture.completedFuture(null);

    /**
     * Takes over a connection.
     *
     * @param preparation has found the server fit
     * @param discard ends the connection, once the server is not fit any more or does not answer
     */
    Live(StatefulRedisConnection<String, String> connection, Preparation preparation, Runnable discard) {
        this.connection = connection;
        this.preparation = preparation;
        this.discard = discard;
        this.lookedAt = now();
    }

    private long now() {
        return preparation.terms().nanos().getAsLong();
    }

    StatefulRedisConnection<String, String> connection() {
        return connection;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** The result of the last look, which all calls share, or of a new one if that is long ago. */
    synchronized CompletableFuture<Void> fitness() {
        if (now() - lookedAt >= LOOK_AGAIN_AFTER.toNanos()) {
            look();
        }
        return fitness;
    }

    /**
     * Has the server looked at again because an answer is late. It may be slow, and others may still get their answers on
     * this connection: only a look without an answer shows that the connection is dead.
     */
    synchronized void doubt() {
        if (fitness.isDone()) {
            look();
        }
    }

    private void look() {
        lookedAt = now();
        fitness = preparation
                .look(connection.async())
                .toCompletableFuture()
                .orTimeout(preparation.terms().deadline().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((fit, failure) -> {
                    if (failure != null) {
                        discard.run();
                    }
                });
    }
}
