package dev.mooring.rollout;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. Not thread-safe. */
final class VirtualClock implements InstantSource {
    private Instant now;

    VirtualClock(Instant now) {
        this.now = now;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
