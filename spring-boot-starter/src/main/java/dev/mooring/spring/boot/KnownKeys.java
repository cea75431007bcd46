package dev.mooring.spring.boot;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.KeySource;
import dev.mooring.token.TokenListener;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers the keys that were read last, to show their ids and statuses. */
final class KnownKeys implements TokenListener {
    private volatile @Nullable KeySet last;

    /** The same source, whose keys are remembered. */
    KeySource remembering(KeySource source) {
        return new KeySource() {
            @Override
            public KeySet load() throws IOException {
                KeySet loaded = source.load();
                last = loaded;
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
        last = keys;
    }

    List<TokenKey> keys() {
        KeySet known = last;
        return known == null ? List.of() : known.keys();
    }
}
