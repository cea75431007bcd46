package dev.mooring.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Registers counters before anything is counted. A time series that begins at one shows an alert no increase.
 *
 * @param registry holds the counters
 */
record Counters(MeterRegistry registry) {

    Counter one(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    Counter tagged(String name, String description, String tag, String value) {
        return Counter.builder(name).description(description).tag(tag, value).register(registry);
    }

    /** A counter for each value of a tag. */
    @SafeVarargs
    final <E extends Enum<E>> Map<E, Counter> each(String name, String description, String tag, E... values) {
        Map<E, Counter> counters = new HashMap<>();
        for (E value : values) {
            counters.put(value, tagged(name, description, tag, word(value)));
        }
        return Map.copyOf(counters);
    }

    static <E extends Enum<E>> void count(Map<E, Counter> counters, E value) {
        Counter counter = counters.get(value);
        if (counter != null) {
            counter.increment();
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
