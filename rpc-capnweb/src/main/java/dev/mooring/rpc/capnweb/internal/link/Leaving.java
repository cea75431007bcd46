package dev.mooring.rpc.capnweb.internal.link;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * How a server leaves in good order (L-32).
 *
 * @param grace how long calls that run may take to end
 * @param spread clients come to the next server within this time, each at a random instant
 */
public record Leaving(Duration grace, Duration spread) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * How long a client waits before it comes to the next server.
     *
     * @return milliseconds, drawn anew each time
     */
    public long afterMs() {
        return RANDOM.nextLong(spread.toMillis() + 1);
    }
}
