package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.internal.KeyFileFormat;
import dev.mooring.token.internal.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A key file on disk. It is made readable by its owner only, and is never partly written: it is there whole, or not at
 * all.
 *
 * <p>Its text is the same for every sealer:
 *
 * <pre>
 * mooring-keys 1 hmac-sha256
 * key k3f9a21c4 sealing 2026-11-23T10:00:00Z since 2026-11-23T10:00:00Z HMAC_SHA256 clear &lt;base64url&gt;
 * </pre>
 *
 * @param path its path
 */
public record KeyFile(Path path) {
    /** Refuses null. */
    public KeyFile {
        Objects.requireNonNull(path, "path");
    }

    /**
     * Reads the text of a key file.
     *
     * @param text the whole text
     * @return the set
     * @throws IllegalArgumentException when it is not strictly of the format; the message names the line and the
     *     form that is expected there, never its content
     */
    public static KeySet parse(String text) {
        return KeyFileFormat.parse(text);
    }

    /**
     * Writes the text of a key file, which {@link #parse} reads back. It holds the secrets.
     *
     * @param keys the set
     * @return the text, with a final line break
     */
    public static String format(KeySet keys) {
        return KeyFileFormat.format(keys);
    }

    /**
     * Reads the file.
     *
     * @return its keys
     * @throws IOException when it cannot be read; the message says why
     * @throws IllegalArgumentException when it is not a key file; the message names the line
     */
    public KeySet read() throws IOException {
        return KeyFiles.read(path);
    }

    /**
     * Creates the file.
     *
     * @param keys the keys that it is to hold
     * @throws IOException when it exists already, or cannot be written; nothing is left behind
     */
    public void create(KeySet keys) throws IOException {
        KeyFiles.create(path, keys);
    }

    /**
     * Changes the keys of the file in one step: it is replaced whole, or left as it is if anything fails. A change at the
     * same time, by this process or another, waits for its turn and then sees this change; after 30 seconds it fails. The
     * file keeps its owner, group, mode and access control list. If the path is a link, the file that it leads to is
     * replaced and the link stays.
     *
     * <p>A file {@code .NAME.lock} beside it is locked meanwhile and left there, empty: nothing is lost if it is deleted
     * while nobody changes the keys. A draft that a killed process has left there is deleted by the next change.
     *
     * @param change makes the new keys of those that the file has now, such as {@code keys -> keys.promote(id, now)};
     *     its exceptions are passed on
     * @return the new keys
     * @throws IOException when the file cannot be read, locked or replaced, or its owner or group cannot be kept; the
     *     message says why
     * @throws IllegalArgumentException when it is not a key file; the message names the line
     */
    public KeySet update(UnaryOperator<KeySet> change) throws IOException {
        Objects.requireNonNull(change, "change");
        return KeyFiles.update(path, change);
    }
}
