package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.store.redis.RedisAddress.Sentinel;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The store of a ledger: the way to its servers and the options.
 *
 * @param client the client library
 * @param route the way
 * @param options the options
 * @param shown its name in messages, without user and password
 */
record Store(Lettuce client, Route route, RedisLedgerOptions options, String shown) implements AutoCloseable {

    static Store at(RedisAddress address, Duration deadline, LongSupplier nanos) {
        Lettuce client = Lettuce.create(address.tls(), deadline);
        Terms terms = Terms.of(address, deadline, nanos);
        return new Store(client, route(client, address, terms), address.options(), address.toString());
    }

    private static Route route(Lettuce client, RedisAddress address, Terms terms) {
        List<RedisURI> hosts = Servers.of(address, terms.deadline());
        if (address.isCluster()) {
            return new ClusterNodes(client, hosts, address.toString(), terms);
        }
        if (address.topology() instanceof Sentinel watched) {
            return watched(
                    new Sentinels(
                            client,
                            watched.name(),
                            Servers.sentinels(address, watched, terms.deadline()),
                            hosts.get(0)),
                    address.toString(),
                    terms);
        }
        return new OneServer(
                new RedisLink(client, () -> CompletableFuture.completedStage(hosts.get(0)), address.toString(), terms));
    }

    private static Route watched(Sentinels sentinels, String shown, Terms terms) {
        return new OneServer(new RedisLink(sentinels.client(), sentinels::findPrimary, shown, terms));
    }

    static Store of(RedisClient theirs, RedisURI server, RedisLedgerOptions options, Duration deadline) {
        Lettuce client = Lettuce.sharing(theirs, deadline);
        Terms terms = Terms.of(server, options, false, deadline);
        String shown = shown(server.getSentinels().isEmpty() ? List.of(server) : server.getSentinels(), server);
        if (!server.getSentinels().isEmpty()) {
            Sentinels sentinels = new Sentinels(client, server.getSentinelMasterId(), server.getSentinels(), server);
            return new Store(client, watched(sentinels, shown, terms), options, shown);
        }
        RedisURI bare = Servers.withoutLogin(server);
        return new Store(
                client,
                new OneServer(new RedisLink(client, () -> CompletableFuture.completedStage(bare), shown, terms)),
                options,
                shown);
    }

    static Store of(RedisClusterClient theirs, List<RedisURI> nodes, RedisLedgerOptions options, Duration deadline) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "A ledger on a cluster begins with a node that it knows: name at least one");
        }
        if (options.guarded()) {
            throw new IllegalArgumentException(
                    "A ledger on a cluster has no guard, as the guard's mark cannot be on the"
                            + " node of each session: leave it off");
        }
        Lettuce client = Lettuce.sharing((AbstractRedisClient) theirs, deadline);
        Terms terms = Terms.of(nodes.get(0), options, true, deadline);
        String shown = shown(nodes, nodes.get(0));
        List<RedisURI> seeds = nodes.stream().map(Servers::withoutLogin).toList();
        return new Store(client, new ClusterNodes(client, seeds, shown, terms), options, shown);
    }

    private static String shown(List<RedisURI> hosts, RedisURI server) {
        return hosts.stream()
                .map(host -> host.getHost() + ":" + host.getPort())
                .collect(
                        Collectors.joining(",", server.isSsl() ? "rediss://" : "redis://", "/" + server.getDatabase()));
    }

    /** The failure of a probe: an error reply that will not go away by itself becomes a reason not to use the store. */
    LedgerUnavailableException lastingFault(LedgerUnavailableException probe) {
        Throwable cause = probe.getCause();
        if (cause instanceof ErrorReplyException refused && !refused.isPassing()) {
            UnfitStoreException unfit = UnfitStoreException.untilChanged(probe.getMessage()
                    + ": let the user of the address run EVALSHA, EVAL, GET, SET and TIME on the keys mooring:*"
                    + (options.replicas() > 0 ? " and WAIT" : "") + ", and do not rename these commands");
            return new LedgerUnavailableException(unfit.getMessage(), unfit);
        }
        return probe;
    }

    @Override
    public void close() {
        route.close();
        client.close();
    }

    @Override
    public String toString() {
        return shown;
    }
}
