package dev.mooring.rpc.capnweb.internal.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a server leaves in good order (L-32).
 *
 * @param grace how long calls that run may take to end
 * @param spread clients come to the next server within this time, each at a random instant
 */
public record Leaving(Duration grace, Duration spread) {

    /** How long a client waits before it comes to the next server. */
    long afterMs() {
        return ThreadLocalRandom.current().nextLong(spread.toMillis() + 1);
    }
}
