package dev.mooring.api.internal;

import java.time.Duration;
import java.util.Objects;

/** Ranges of durations. */
public final class Ranges {

    private Ranges() {}

    /** Returns a duration that lies in its range, both ends included; refuses another one by the setting's name. */
    public static Duration within(String name, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is from " + least + " to " + most + ", and not " + value);
        }
        return value;
    }
}
