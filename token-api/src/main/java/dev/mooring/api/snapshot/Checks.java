package dev.mooring.api.snapshot;

import java.util.Map;

/** Checks and copies that the constructors of the data types share. */
final class Checks {

    private Checks() {}

    static long range(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is from " + least + " to " + most);
        }
        return value;
    }

    /** Copies a map and keeps its order, which {@link Map#copyOf} does not; one that nobody can change is its own copy. */
    static <K, V> Map<K, V> copyInOrder(Map<K, V> map) {
        if (map instanceof OrderedMap) {
            return map;
        }
        if (map.isEmpty()) {
            return OrderedMap.empty();
        }
        OrderedMapBuilder<K, V> copy = new OrderedMapBuilder<>(map.size());
        map.forEach(copy::add);
        return copy.build();
    }
}
