package dev.mooring.token;

import dev.mooring.token.internal.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A key file on disk. It is readable by its owner only and never partly written: it is there whole, or not at all.
 *
 * @param path where it is
 */
public record KeyFile(Path path) {
    /** Refuses null. */
    public KeyFile {
        Objects.requireNonNull(path, "path");
    }

    /**
     * Reads the file.
     *
     * @return its keys
     * @throws IOException when it cannot be read; the message says why
     * @throws IllegalArgumentException when it is not a key file; the message says where
     */
    public KeySet read() throws IOException {
        return KeyFiles.read(path);
    }

    /**
     * Creates the file.
     *
     * @param keys what it is to hold
     * @throws IOException when it exists already, or cannot be written; nothing is left behind
     */
    public void create(KeySet keys) throws IOException {
        KeyFiles.create(path, keys);
    }
}
