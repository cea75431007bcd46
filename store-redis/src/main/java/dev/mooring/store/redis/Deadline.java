package dev.mooring.store.redis;

import java.time.Duration;

/**
 * When a call must be over.
 *
 * @param nanos as {@link System#nanoTime} tells the time
 */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return Math.max(0, nanos - System.nanoTime());
    }
}
