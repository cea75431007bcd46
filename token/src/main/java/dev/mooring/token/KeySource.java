package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.internal.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A place that keys come from: a file, an environment variable, or a vault of your own. It is read when a manager is built
 * and again from time to time, so a source answers with the present keys. Implementations are thread-safe;
 * {@code toString} names the source, without secrets.
 */
@FunctionalInterface
public interface KeySource {

    /**
     * Reads the keys as they are now.
     *
     * @return the keys
     * @throws IOException when the source cannot be read; the keys that were read last stay in use
     * @throws IllegalArgumentException when it does not hold a key set; the keys that were read last stay in use
     */
    KeySet load() throws IOException;

    /**
     * Keys in a key file.
     *
     * @param file the file, read as UTF-8
     * @return the source
     */
    static KeySource file(Path file) {
        Objects.requireNonNull(file, "file");
        return new KeySource() {
            @Override
            public KeySet load() throws IOException {
                return KeyFiles.read(file);
            }

            @Override
            public String toString() {
                return "key file " + file;
            }
        };
    }

    /**
     * Keys in an environment variable that holds a key file's text. It is read once.
     *
     * @param variable the variable's name
     * @return the source
     */
    static KeySource environment(String variable) {
        return new VariableSource(variable, System.getenv(variable));
    }

    /**
     * Keys that never change.
     *
     * @param keys the keys
     * @return the source
     */
    static KeySource of(KeySet keys) {
        Objects.requireNonNull(keys, "keys");
        return new KeySource() {
            @Override
            public KeySet load() {
                return keys;
            }

            @Override
            public String toString() {
                return "keys given in code";
            }
        };
    }
}
