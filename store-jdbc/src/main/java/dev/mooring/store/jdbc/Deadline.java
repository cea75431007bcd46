package dev.mooring.store.jdbc;

import java.time.Duration;

/**
 * When a call must be over.
 *
 * @param nanos as {@link System#nanoTime} tells the time
 */
record Deadline(long nanos) {
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final long MILLIS_IN_SECOND = 1_000;

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return Math.max(0, nanos - System.nanoTime());
    }

    /** At least 1, because 0 means for ever to a driver. */
    int remainingMillis() {
        return (int) Math.max(1, remainingNanos() / NANOS_IN_MILLI);
    }

    /** At least 1, the shortest time that a statement can be given. */
    int remainingSeconds() {
        return (int) Math.max(1, (remainingMillis() + MILLIS_IN_SECOND - 1) / MILLIS_IN_SECOND);
    }

    boolean isOver() {
        return remainingNanos() == 0;
    }
}
