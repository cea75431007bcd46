package dev.mooring.session;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting that may be made once, so that one part of a program cannot silently overrule another. */
final class Once<T> {
    private final String name;
    private @Nullable T value;

    Once(String name) {
        this.name = name;
    }

    void set(T given) {
        Objects.requireNonNull(given, name);
        if (value != null) {
            throw new IllegalStateException(name + " is already set to " + value + ": set it once");
        }
        value = given;
    }

    Optional<T> get() {
        return Optional.ofNullable(value);
    }

    T orElse(T fallback) {
        return value == null ? fallback : value;
    }
}
