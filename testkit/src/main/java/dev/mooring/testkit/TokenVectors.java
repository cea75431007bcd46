package dev.mooring.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The frozen vectors of token format version 1: keys, tokens that open, and tokens that are refused, each with its reason.
 * Another implementation reads them to check that it reads the format as Mooring does, and Mooring reads them to check
 * that it still does. The files are JSON in plain ASCII; {@code docs/format/vectors.md} says how to read them.
 *
 * <p>The keys are public, and so of use for tests only.
 */
public final class TokenVectors {
    private TokenVectors() {}

    /**
     * The keys: an array of objects with {@code name}, {@code sealer}, {@code algorithm}, {@code keyId} and {@code key}.
     *
     * @return the text of {@code keys.json}
     */
    public static String keys() {
        return file("keys.json");
    }

    /**
     * The tokens that open, with their headers, payloads and snapshots.
     *
     * @return the text of {@code valid.json}
     */
    public static String valid() {
        return file("valid.json");
    }

    /**
     * The tokens that are refused, with the reason.
     *
     * @return the text of {@code invalid.json}
     */
    public static String invalid() {
        return file("invalid.json");
    }

    private static String file(String name) {
        try (InputStream in = TokenVectors.class.getResourceAsStream("vectors/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The vectors " + name + " are not in this build of mooring-testkit");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
