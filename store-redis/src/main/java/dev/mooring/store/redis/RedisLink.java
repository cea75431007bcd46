package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection that all calls of a ledger share, made anew when it is needed and there is none.
 *
 * <p>Every command is sent at most once: nothing is queued while there is no connection, and nothing is sent again on the
 * next one. A connection on which something went wrong is closed, as the answers that are still to come on it could be
 * taken for others.
 */
final class RedisLink implements AutoCloseable {

    private static final String NOT_LOADED = "NOSCRIPT";
    private static final CompletionStage<String> DONE = CompletableFuture.completedStage("OK");

    private final RedisAddress address;
    private final Duration deadline;
    private final ClientResources resources;
    private final RedisClient client;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> current;
    private CompletableFuture<Void> lastClose = CompletableFuture.completedFuture(null);
    private boolean closed;

    RedisLink(RedisAddress address, Duration deadline) {
        this.address = address;
        this.deadline = deadline;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(options());
    }

    private ClientOptions options() {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(deadline);
        address.trusted().ifPresent(file -> ssl.trustManager(file.toFile()));
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .pingBeforeActivateConnection(false)
                .socketOptions(SocketOptions.builder().connectTimeout(deadline).build())
                .sslOptions(ssl.build())
                .build();
    }

    private RedisURI uri() {
        return RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withSsl(address.tls())
                .withTimeout(deadline)
                .build();
    }

    /** Waits for a connection to a server that is fit. */
    StatefulRedisConnection<String, String> connection(Deadline until) throws LedgerUnavailableException {
        try {
            return get(currentOrNew(), until);
        } catch (LedgerUnavailableException alreadySaid) {
            throw alreadySaid;
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("There was no connection to " + address + " in time");
        } catch (Exception e) {
            throw Failure.of(address, e);
        }
    }

    /** Runs a script, which the server may have to be told first. */
    @Nullable
    String run(StatefulRedisConnection<String, String> connection, Invocation it, Deadline until)
            throws LedgerUnavailableException {
        String[] keys = it.keyArray();
        String[] arguments = it.argumentArray();
        String reply = ask(
                connection,
                commands -> commands.<String>evalsha(it.script().digest(), ScriptOutputType.VALUE, keys, arguments)
                        .exceptionally(RedisLink::notLoaded),
                until);
        return NOT_LOADED.equals(reply)
                ? ask(
                        connection,
                        commands -> commands.eval(it.script().text(), ScriptOutputType.VALUE, keys, arguments),
                        until)
                : reply;
    }

    /** The one error after which it is certain that nothing was done. */
    private static String notLoaded(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RedisNoScriptException) {
            return NOT_LOADED;
        }
        throw new CompletionException(cause);
    }

    /** Waits until some replicas have what was written on a connection, or most of the time is over, and says how many. */
    long waitForReplicas(StatefulRedisConnection<String, String> connection, int replicas, Deadline until)
            throws LedgerUnavailableException {
        // at least 1, as the server waits for ever on 0; a part, so that its answer comes before the deadline
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until.remainingNanos()) * 3 / 4);
        Long reached = ask(connection, commands -> commands.waitForReplication(replicas, millis), until);
        return reached == null ? 0 : reached;
    }

    /** Sends a command and waits for its answer. */
    private <T> @Nullable T ask(
            StatefulRedisConnection<String, String> connection,
            Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command,
            Deadline until)
            throws LedgerUnavailableException {
        try {
            return get(command.apply(connection.async()).toCompletableFuture(), until);
        } catch (LedgerUnavailableException alreadySaid) {
            throw alreadySaid;
        } catch (TimeoutException e) {
            discard(connection);
            throw new LedgerUnavailableException("The server at " + address + " did not answer in time");
        } catch (Exception e) {
            discard(connection);
            throw Failure.of(address, e);
        }
    }

    private static <T> T get(CompletableFuture<T> future, Deadline until) throws Exception {
        try {
            return future.get(until.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("The thread was interrupted before the ledger answered");
        }
    }

    private synchronized CompletableFuture<StatefulRedisConnection<String, String>> currentOrNew()
            throws LedgerUnavailableException {
        if (closed) {
            throw new LedgerUnavailableException("The ledger has been closed");
        }
        if (current != null && current.isCompletedExceptionally()) {
            current = null;
        } else if (current != null && current.isDone() && !current.join().isOpen()) {
            discard(current.join());
        }
        if (current == null) {
            current = connect();
        }
        return current;
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
        return client.connectAsync(StringCodec.UTF8, uri())
                .toCompletableFuture()
                .thenCompose(connection -> prepare(connection.async())
                        .thenApply(fit -> connection)
                        .whenComplete((ready, failure) -> {
                            if (failure != null) {
                                connection.closeAsync();
                            }
                        }));
    }

    /** Not left to the client, which closes the connection and then may have lost the reason of a refusal. */
    private CompletionStage<Void> prepare(RedisAsyncCommands<String, String> commands) {
        return logIn(commands)
                .thenCompose(done -> address.database() == 0 ? DONE : commands.select(address.database()))
                .thenCompose(done -> commands.info())
                .thenAccept(info -> Fitness.of(info).refuseWhatForgets(address.mayEvict()));
    }

    private CompletionStage<String> logIn(RedisAsyncCommands<String, String> commands) {
        if (address.login().isEmpty()) {
            return DONE;
        }
        RedisAddress.Login login = address.login().get();
        return login.user().isEmpty()
                ? commands.auth(login.password())
                : commands.auth(login.user().get(), login.password());
    }

    /** Ends a connection, unless somebody else did; the next call makes another one. */
    synchronized void discard(StatefulRedisConnection<String, String> connection) {
        if (current != null && !current.isCompletedExceptionally() && current.getNow(null) == connection) {
            current = null;
            lastClose = connection.closeAsync();
        }
    }

    @Override
    public void close() {
        if (!isFirstClose()) {
            return;
        }
        // one after the other, as each needs the threads that the next one ends
        CompletableFuture<Future<Boolean>> end = lastClose
                .thenCompose(done -> client.shutdownAsync(0, deadline.toNanos(), TimeUnit.NANOSECONDS))
                .handle((done, failure) -> resources.shutdown(0, deadline.toNanos(), TimeUnit.NANOSECONDS));
        Deadline until = Deadline.in(deadline);
        try {
            end.get(until.remainingNanos(), TimeUnit.NANOSECONDS).await(until.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it goes on without us
        }
    }

    private synchronized boolean isFirstClose() {
        boolean first = !closed;
        closed = true;
        if (current != null && current.isDone() && !current.isCompletedExceptionally()) {
            discard(current.join());
        }
        return first;
    }
}
