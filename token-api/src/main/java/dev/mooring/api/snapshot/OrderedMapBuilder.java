package dev.mooring.api.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the entries that a codec reads into a map that keeps their order. The built map cannot be changed, so snapshots
 * and values take it as it is; they copy every other map.
 *
 * <p>Not thread-safe; the built map is.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class OrderedMapBuilder<K, V> {
    private static final String NO_NULLS =
            "A map has neither null keys nor null values: for a value that is null, use Value.NULL";

    private @Nullable LinkedHashMap<K, V> entries;

    /** Begins a map whose size is not known yet. */
    public OrderedMapBuilder() {
        entries = new LinkedHashMap<>();
    }

    /**
     * Begins a map.
     *
     * @param expectedSize the number of entries for which room is made at once, from 0
     */
    public OrderedMapBuilder(int expectedSize) {
        // room for a third more, as a hash map grows at three quarters
        entries = new LinkedHashMap<>(expectedSize + expectedSize / 3 + 1);
    }

    /**
     * Adds an entry at the end, unless there is one of its key.
     *
     * @param key its key
     * @param value its value
     * @return whether it was added
     * @throws IllegalStateException when the map was built already
     */
    public boolean add(K key, V value) {
        Objects.requireNonNull(key, NO_NULLS);
        Objects.requireNonNull(value, NO_NULLS);
        return entries().putIfAbsent(key, value) == null;
    }

    /**
     * The number of entries so far.
     *
     * @return their number
     * @throws IllegalStateException when the map was built already
     */
    public int size() {
        return entries().size();
    }

    /**
     * Ends the map.
     *
     * @return an unmodifiable map of the entries, in the order in which they were added
     * @throws IllegalStateException when the map was built already
     */
    public Map<K, V> build() {
        Map<K, V> built = OrderedMap.of(entries());
        entries = null;
        return built;
    }

    private LinkedHashMap<K, V> entries() {
        if (entries == null) {
            throw new IllegalStateException("The map was built already: make another builder");
        }
        return entries;
    }
}
