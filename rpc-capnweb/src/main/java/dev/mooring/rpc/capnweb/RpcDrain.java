package dev.mooring.rpc.capnweb;

import java.time.Duration;
import java.util.Objects;

/**
 * How a server leaves in good order: {@link RpcEndpoint#drain}.
 *
 * @param grace how long calls that run may take to end, at most a day
 * @param spread clients come to the next server within this time, each at a random instant, so that they do not all come at
 *     once; at most a day
 */
public record RpcDrain(Duration grace, Duration spread) {
    private static final Duration MOST = Duration.ofDays(1);

    /** Ten seconds for calls to end, and clients come to the next server within a second. */
    public static final RpcDrain DEFAULT = new RpcDrain(Duration.ofSeconds(10), Duration.ofSeconds(1));

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if a duration is negative or longer than a day
     */
    public RpcDrain {
        check(grace, "grace");
        check(spread, "spread");
    }

    private static void check(Duration duration, String name) {
        if (Objects.requireNonNull(duration, name).isNegative() || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The " + name + " is 0 to 24 hours");
        }
    }

    /**
     * Sets the grace.
     *
     * @param time how long calls that run may take to end
     * @return a copy
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public RpcDrain withGrace(Duration time) {
        return new RpcDrain(time, spread);
    }

    /**
     * Sets the spread.
     *
     * @param time within which clients come to the next server
     * @return a copy
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public RpcDrain withSpread(Duration time) {
        return new RpcDrain(grace, time);
    }
}
