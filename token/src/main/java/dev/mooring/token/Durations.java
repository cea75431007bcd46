package dev.mooring.token;

import java.time.Duration;
import java.util.Objects;

/** Checks durations of the configuration. */
final class Durations {
    /** The shortest duration that a token can express: its times are whole milliseconds. */
    static final Duration LEAST = Duration.ofMillis(1);

    private Durations() {}

    static Duration within(String what, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, what);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is from " + least + " to " + most + ", and not " + value);
        }
        return value;
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
