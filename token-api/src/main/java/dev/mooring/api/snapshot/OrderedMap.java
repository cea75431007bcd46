package dev.mooring.api.snapshot;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map that nobody can change and that keeps its order, by whose class it is known to need no further copy. */
public final class OrderedMap<K, V> extends AbstractMap<K, V> {
    private final LinkedHashMap<K, V> entries;
    private final Map<K, V> view;

    /** Takes the entries as they are; nobody else may hold them. */
    public OrderedMap(LinkedHashMap<K, V> entries) {
        this.entries = entries;
        this.view = Collections.unmodifiableMap(entries);
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
        return view.keySet();
    }

    @Override
    public Collection<V> values() {
        return view.values();
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return view.entrySet();
    }

    /** Without an object for each entry, unlike going through the entries. */
    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.forEach(action);
    }
}
