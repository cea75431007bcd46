package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server, which all calls share. It is made anew when it is needed and there is none.
 *
 * <p>A connection on which something went wrong is closed, as the answers that are still to come on it could be taken for
 * others. A caller who stops waiting is no such thing: the client library keeps the place of the answer, and each answer
 * names its question.
 */
final class RedisLink {
    private static final String NOT_LOADED = "NOSCRIPT";

    private final Lettuce client;
    private final Supplier<CompletionStage<RedisURI>> place;
    private final String shown;
    private final Terms terms;
    private @Nullable CompletableFuture<Live> current;
    private boolean closed;

    /**
     * Makes a link without connecting.
     *
     * @param place finds the server, each time that a connection is made
     * @param shown the server's name in messages
     */
    RedisLink(Lettuce client, Supplier<CompletionStage<RedisURI>> place, String shown, Terms terms) {
        this.client = client;
        this.place = place;
        this.shown = shown;
        this.terms = terms;
    }

    /**
     * Waits for a connection to a server that is fit. Nothing has been asked of the store if this fails. It discards
     * nothing, as perhaps only this caller's time is over.
     */
    Live connection(Deadline until) throws LedgerUnavailableException {
        try {
            Live live = get(currentOrNew(), until);
            get(live.fitness(), until);
            return live;
        } catch (Exception e) {
            throw notAsked(e);
        }
    }

    private LedgerUnavailableException notAsked(Exception e) {
        if (Failure.find(TimeoutException.class, e).isPresent()) {
            return LedgerUnavailableException.notAsked("There was no connection to " + shown + " in time", null);
        }
        return Failure.notAsked(e instanceof LedgerUnavailableException said ? said : Failure.of(shown, e));
    }

    /**
     * Runs a script, which the server may have to be told first.
     *
     * @param once whether the server is asked because the key is just on its way to it
     * @throws RedirectedException if it is a node of a cluster that does not hold the key
     */
    @Nullable
    String run(Live live, Invocation it, boolean once, Deadline until) throws LedgerUnavailableException {
        String[] keys = it.keyArray();
        String[] arguments = it.argumentArray();
        String reply = ask(
                live,
                commands -> announced(commands, once)
                        .<String>evalsha(it.script().digest(), ScriptOutputType.VALUE, keys, arguments)
                        .exceptionally(RedisLink::notLoaded),
                until);
        return NOT_LOADED.equals(reply)
                ? ask(
                        live,
                        commands -> announced(commands, once)
                                .eval(it.script().text(), ScriptOutputType.VALUE, keys, arguments),
                        until)
                : reply;
    }

    private static RedisAsyncCommands<String, String> announced(
            RedisAsyncCommands<String, String> commands, boolean once) {
        if (once) {
            commands.asking(); // is about the next command on the connection
        }
        return commands;
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

    /** Waits until some replicas have the writes of a connection, or most of the time is over, and says how many have. */
    long waitForReplicas(Live live, int replicas, Deadline until) throws LedgerUnavailableException {
        // at least 1, as the server waits for ever on 0; a part, so that its answer comes before the deadline
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until.remainingNanos()) * 3 / 4);
        Long reached = ask(live, commands -> commands.waitForReplication(replicas, millis), until);
        return reached == null ? 0 : reached;
    }

    /** Sends a command and waits for its answer. */
    private <T> @Nullable T ask(
            Live live, Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command, Deadline until)
            throws LedgerUnavailableException {
        try {
            return get(send(live.connection(), command), until);
        } catch (LedgerUnavailableException alreadySaid) {
            throw alreadySaid;
        } catch (TimeoutException e) {
            live.doubt();
            throw new LedgerUnavailableException("The server at " + shown + " did not answer in time");
        } catch (Exception e) {
            Optional<RedirectedException> redirected = RedirectedException.in(e);
            if (terms.inCluster() && redirected.isPresent()) {
                throw redirected.get();
            }
            discard(live);
            throw Failure.of(shown, e);
        }
    }

    /** Nothing is sent in between the commands of one call. */
    private static <T> CompletableFuture<T> send(
            StatefulRedisConnection<String, String> connection,
            Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        synchronized (connection) {
            return command.apply(connection.async()).toCompletableFuture();
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

    private synchronized CompletableFuture<Live> currentOrNew() throws LedgerUnavailableException {
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

    private CompletableFuture<Live> connect() {
        Preparation preparation = new Preparation(terms);
        return place.get()
                .thenCompose(server -> client.connect(server, terms.deadline()))
                .thenCompose(connection -> preparation
                        .of(connection.async())
                        .thenApply(fit -> new Live(connection, preparation, () -> discard(connection)))
                        .toCompletableFuture()
                        .orTimeout(terms.deadline().toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((ready, failure) -> {
                            if (failure != null) {
                                connection.closeAsync();
                            }
                        }))
                .toCompletableFuture();
    }

    /** Ends a connection, unless somebody else did; the next call makes another one. */
    void discard(Live live) {
        discard(live.connection());
    }

    private synchronized void discard(StatefulRedisConnection<String, String> connection) {
        if (isCurrent(connection)) {
            current = null;
            connection.closeAsync();
        }
    }

    private boolean isCurrent(StatefulRedisConnection<String, String> connection) {
        return current != null
                && current.isDone()
                && !current.isCompletedExceptionally()
                && current.join().connection() == connection;
    }

    /** Has later calls fail. The client ends the connection when it is closed, and warns of one that is ended twice. */
    synchronized void close() {
        closed = true;
    }
}
