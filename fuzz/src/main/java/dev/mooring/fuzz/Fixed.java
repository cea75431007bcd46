package dev.mooring.fuzz;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Keys, tokens and randomness that are the same in every run, so that the next run finds again the faults of this one. */
final class Fixed {
    private Fixed() {}

    /** The sealing key and one that only opens. */
    static KeySet keys(String algorithm) {
        return KeyFile.parse(text(algorithm + ".keys"));
    }

    /** A token of {@code SnapshotProfiles.small()} that those keys sealed, with a nonce that Tink once drew. */
    static String token(String algorithm) {
        return text(algorithm + ".token").strip();
    }

    private static String text(String name) {
        try (InputStream in = Fixed.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " beside the targets: make one and keep it");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Draws nothing, and gives the same byte each time. */
    static final class Randomness extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 0x5a);
        }
    }
}
