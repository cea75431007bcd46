package dev.mooring.store.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The client library, told to send each command at most once: nothing is queued while there is no connection, and nothing is
 * sent again on the next one.
 */
final class Lettuce implements AutoCloseable {
    private final RedisClient client;
    private final Optional<ClientResources> owned;
    private final Duration deadline;

    private Lettuce(RedisClient client, Optional<ClientResources> owned, Duration deadline) {
        this.client = client;
        this.owned = owned;
        this.deadline = deadline;
    }

    /** A client with threads of its own. */
    static Lettuce create(Optional<Tls> tls, Duration deadline) {
        ClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .build();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(sendingOnce(ClientOptions.builder())
                .socketOptions(SocketOptions.builder().connectTimeout(deadline).build())
                .sslOptions(ssl(tls, deadline))
                .build());
        return new Lettuce(client, Optional.of(resources), deadline);
    }

    /** A client that shares the threads of another one, and has its options except those that a ledger depends on. */
    static Lettuce sharing(AbstractRedisClient theirs, Duration deadline) {
        RedisClient client = RedisClient.create(theirs.getResources());
        client.setOptions(sendingOnce(theirs.getOptions().mutate()).build());
        return new Lettuce(client, Optional.empty(), deadline);
    }

    private static ClientOptions.Builder sendingOnce(ClientOptions.Builder options) {
        return options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .timeoutOptions(TimeoutOptions.create()) // none: who asks waits no longer than the deadline allows
                .pingBeforeActivateConnection(false);
    }

    private static SslOptions ssl(Optional<Tls> tls, Duration deadline) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(deadline);
        tls.flatMap(Tls::trusted).ifPresent(file -> ssl.trustManager(file.toFile()));
        tls.flatMap(Tls::identity)
                .ifPresent(own ->
                        ssl.keyManager(own.certificate().toFile(), own.key().toFile(), new char[0]));
        return ssl.build();
    }

    /** The longest that a call of the ledger may take. */
    Duration deadline() {
        return deadline;
    }

    /** Connects, or fails when the time is over. A connection that comes later is closed. */
    CompletionStage<StatefulRedisConnection<String, String>> connect(RedisURI server, Duration time) {
        CompletableFuture<StatefulRedisConnection<String, String>> inTime = new CompletableFuture<
                        StatefulRedisConnection<String, String>>()
                .orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
        client.connectAsync(StringCodec.UTF8, server).whenComplete((connection, failure) -> {
            if (failure != null) {
                inTime.completeExceptionally(failure);
            } else if (!inTime.complete(connection)) {
                connection.closeAsync();
            }
        });
        return inTime;
    }

    CompletionStage<StatefulRedisSentinelConnection<String, String>> connectToSentinel(RedisURI sentinel) {
        return client.connectSentinelAsync(StringCodec.UTF8, sentinel);
    }

    @Override
    public void close() {
        // one after the other, as the client needs the threads
        CompletableFuture<Void> end = client.shutdownAsync(0, deadline.toNanos(), TimeUnit.NANOSECONDS)
                .handle((done, failure) -> done);
        Deadline until = Deadline.in(deadline);
        try {
            end.get(until.remainingNanos(), TimeUnit.NANOSECONDS);
            if (owned.isPresent()) {
                owned.get()
                        .shutdown(0, deadline.toNanos(), TimeUnit.NANOSECONDS)
                        .await(until.remainingNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            owned.ifPresent(resources -> resources.shutdown(0, deadline.toNanos(), TimeUnit.NANOSECONDS));
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            owned.ifPresent(resources -> resources.shutdown(0, deadline.toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
