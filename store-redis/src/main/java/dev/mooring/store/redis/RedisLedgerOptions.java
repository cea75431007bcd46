package dev.mooring.store.redis;

/**
 * The settings of a ledger on Redis that no other kind of ledger has. In an address each is a setting after the {@code ?}.
 *
 * @param replicas how many replicas must have a claim, superseding or revocation before it counts, 0 to 100;
 *     {@code wait=N} in an address
 * @param guarded whether a store without the guard's mark is refused; {@code guard=on} in an address
 * @param evictionAcknowledged whether a server is used whose {@code maxmemory-policy} is not {@code noeviction};
 *     {@code eviction=acknowledged} in an address
 * @param maxInFlight how many calls may wait for an answer of the store at once, 1 to 100,000; further calls wait for a
 *     place until their deadline; {@code in-flight=N} in an address
 */
public record RedisLedgerOptions(int replicas, boolean guarded, boolean evictionAcknowledged, int maxInFlight) {
    static final int MOST_REPLICAS = 100;
    static final int MOST_IN_FLIGHT = 100_000;

    /** No replicas, no guard, no server that evicts, 256 calls in flight. */
    public static final RedisLedgerOptions DEFAULT = new RedisLedgerOptions(0, false, false, 256);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RedisLedgerOptions {
        if (replicas < 0 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException("replicas is from 0 to " + MOST_REPLICAS + ", and not " + replicas);
        }
        if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "maxInFlight is from 1 to " + MOST_IN_FLIGHT + ", and not " + maxInFlight);
        }
    }

    /**
     * These options with another number of replicas.
     *
     * @param other how many replicas must have each claim
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public RedisLedgerOptions withReplicas(int other) {
        return new RedisLedgerOptions(other, guarded, evictionAcknowledged, maxInFlight);
    }

    /**
     * These options with the guard on.
     *
     * @return the options
     */
    public RedisLedgerOptions withGuard() {
        return new RedisLedgerOptions(replicas, true, evictionAcknowledged, maxInFlight);
    }

    /**
     * These options for a server that may evict, which somebody vouches for.
     *
     * @return the options
     */
    public RedisLedgerOptions withEvictionAcknowledged() {
        return new RedisLedgerOptions(replicas, guarded, true, maxInFlight);
    }

    /**
     * These options with another bound on the calls in flight.
     *
     * @param other how many calls may wait for an answer at once
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public RedisLedgerOptions withMaxInFlight(int other) {
        return new RedisLedgerOptions(replicas, guarded, evictionAcknowledged, other);
    }
}
