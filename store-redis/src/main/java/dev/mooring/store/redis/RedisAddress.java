package dev.mooring.store.redis;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The place of the store, the login, and the options: {@code redis[s]://[[user]:password@]host[:port][,…][/database]
 * [?setting=value&…]}.
 *
 * @param hosts the server; with Sentinel or Cluster one or more of the Sentinels or nodes
 * @param topology the server, Sentinels, or nodes of a cluster
 * @param tls whether and how connections are encrypted; the server's name and certificate are checked then
 * @param database its number
 * @param login the user and password, if the server asks for one
 * @param options the ledger's options
 */
record RedisAddress(
        List<Host> hosts,
        Topology topology,
        Optional<Tls> tls,
        int database,
        Optional<Login> login,
        RedisLedgerOptions options) {

    static final Set<String> SCHEMES = Set.of("redis", "rediss");

    /** A name or address, and a port. */
    record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    /** The kind of the hosts of an address. */
    sealed interface Topology {}

    /** One server. */
    record Single() implements Topology {}

    /**
     * Sentinels, which know the server.
     *
     * @param name its name among them
     * @param login the user and password, if they ask for one
     */
    record Sentinel(String name, Optional<Login> login) implements Topology {}

    /** Nodes of a cluster, which know the others. */
    record Cluster() implements Topology {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is not of the form; the message shows nothing of it
     */
    static RedisAddress parse(String text) {
        return new AddressParser(text).parse();
    }

    static RedisAddress parse(URI address) {
        return parse(address.toString());
    }

    boolean isCluster() {
        return topology instanceof Cluster;
    }

    /** Shows neither user nor password. */
    @Override
    public String toString() {
        return (tls.isPresent() ? "rediss://" : "redis://")
                + hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + "/" + database;
    }
}
