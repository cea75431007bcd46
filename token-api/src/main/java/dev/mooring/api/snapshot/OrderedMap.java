package dev.mooring.api.snapshot;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map that nobody can change and that keeps its order; its class says that it needs no further copy. */
final class OrderedMap<K, V> extends AbstractMap<K, V> {
    private static final OrderedMap<?, ?> EMPTY = new OrderedMap<>(new LinkedHashMap<>());

    private final LinkedHashMap<K, V> entries;

    private OrderedMap(LinkedHashMap<K, V> entries) {
        this.entries = entries;
    }

    /** The one map without entries. */
    @SuppressWarnings("unchecked") // it holds no keys and no values of any type
    static <K, V> OrderedMap<K, V> empty() {
        return (OrderedMap<K, V>) EMPTY;
    }

    /** Takes the entries as they are; nobody else may hold them. */
    static <K, V> OrderedMap<K, V> of(LinkedHashMap<K, V> entries) {
        return entries.isEmpty() ? empty() : new OrderedMap<>(entries);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public Set<K> keySet() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public Collection<V> values() {
        return Collections.unmodifiableCollection(entries.values());
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet();
    }

    /** Without an object for each entry, unlike going through the entries. */
    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.forEach(action);
    }
}
