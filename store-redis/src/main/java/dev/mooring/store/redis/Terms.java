package dev.mooring.store.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The terms on which a ledger uses each of its servers.
 *
 * @param login the credentials, which are asked for at each new connection
 * @param clientName the name of each connection, for those who list them on the server
 * @param database the number of the database
 * @param mayEvict whether somebody vouches for a server that may evict
 * @param inCluster whether the server has to be part of a cluster, or must not be
 * @param deadline the longest that a call may take
 * @param nanos the time as {@link System#nanoTime} tells it
 */
record Terms(
        Supplier<CompletionStage<Optional<Credentials>>> login,
        Optional<String> clientName,
        int database,
        boolean mayEvict,
        boolean inCluster,
        Duration deadline,
        LongSupplier nanos) {

    /** A user, if one is named, and a password, which nothing shows. */
    record Credentials(Optional<String> user, String password) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    static Terms of(RedisAddress address, Duration deadline, LongSupplier nanos) {
        return new Terms(
                () -> CompletableFuture.completedFuture(
                        address.login().map(login -> new Credentials(login.user(), login.currentPassword()))),
                Optional.empty(),
                address.database(),
                address.options().evictionAcknowledged(),
                address.isCluster(),
                deadline,
                nanos);
    }

    /** The terms for the servers of an application's client. */
    static Terms of(RedisURI server, RedisLedgerOptions options, boolean inCluster, Duration deadline) {
        return new Terms(
                () -> credentials(server),
                Optional.ofNullable(server.getClientName()),
                server.getDatabase(),
                options.evictionAcknowledged(),
                inCluster,
                deadline,
                System::nanoTime);
    }

    private static CompletionStage<Optional<Credentials>> credentials(RedisURI server) {
        if (server.getCredentialsProvider() == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return server.getCredentialsProvider()
                .resolveCredentials()
                .toFuture()
                .thenApply(known -> Optional.ofNullable(known)
                        .filter(RedisCredentials::hasPassword)
                        .map(found -> new Credentials(
                                Optional.ofNullable(found.hasUsername() ? found.getUsername() : null),
                                new String(found.getPassword()))));
    }
}
