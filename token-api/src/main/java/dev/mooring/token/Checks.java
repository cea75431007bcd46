package dev.mooring.token;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the constructors of the data types check alike. */
final class Checks {

    private Checks() {}

    static long range(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is from " + least + " to " + most);
        }
        return value;
    }

    /** Copies a map and keeps its order, which {@link Map#copyOf} does not. */
    static <K, V> Map<K, V> copyInOrder(Map<? extends K, ? extends V> map) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        if (copy.containsKey(null) || copy.containsValue(null)) {
            throw new NullPointerException(
                    "A map has neither null keys nor null values: for a value that is null, use Value.NULL");
        }
        return Collections.unmodifiableMap(copy);
    }
}
