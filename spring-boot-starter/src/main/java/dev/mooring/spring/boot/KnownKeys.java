package dev.mooring.spring.boot;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeySource;
import dev.mooring.token.TokenListener;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers the keys of each sealer that are in use, to show their ids and statuses. */
final class KnownKeys implements TokenListener {
    private final Map<String, KeySet> bySealer = new ConcurrentSkipListMap<>();

    /** The same source, whose first keys are remembered. The manager tells of later ones as soon as it uses them. */
    KeySource remembering(KeySource source) {
        return new KeySource() {
            @Override
            public KeySet load() throws IOException {
                KeySet loaded = source.load();
                bySealer.putIfAbsent(loaded.sealerId(), loaded);
                return loaded;
            }

            @Override
            public String toString() {
                return source.toString();
            }
        };
    }

    @Override
    public void keysChanged(KeySet keys) {
        bySealer.put(keys.sealerId(), keys);
    }

    Collection<KeySet> sets() {
        return Collections.unmodifiableCollection(bySealer.values());
    }
}
