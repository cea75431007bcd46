package dev.mooring.fuzz;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeyFile;
import dev.mooring.token.Providers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Key files: a file that is read is written in the same text again, and one that is refused is not shown. */
public final class KeyFileTarget {
    private static final int SECRET_CHARS = 16;

    /** The parts of a key that may be told: times, and the names of sealers and algorithms. */
    private static final Pattern TOLD = Pattern.compile("[0-9TZ:.+-]+|[a-z0-9-]+|[A-Z0-9_]+");

    private static final Providers PROVIDERS = Providers.discover();

    private KeyFileTarget() {}

    /** Takes a key file's text. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        read(text).ifPresent(keys -> {
            String whole = text.endsWith("\n") ? text : text + "\n";
            Expect.that(KeyFile.format(keys).equals(whole), "a key file has two spellings");
            Expect.that(KeyFile.parse(whole).equals(keys), "keys changed");
            use(keys, text);
        });
    }

    private static Optional<KeySet> read(String text) {
        try {
            return Optional.of(KeyFile.parse(text));
        } catch (IllegalArgumentException refusal) {
            expectNoSecret(refusal, text);
            return Optional.empty();
        }
    }

    private static void use(KeySet keys, String text) {
        if (!List.of("hmac-sha256", "tink-aead").contains(keys.sealerId())) {
            return;
        }
        try {
            PROVIDERS.sealer(keys.sealerId()).sealer(keys);
        } catch (IllegalArgumentException | IllegalStateException refusal) {
            expectNoSecret(refusal, text);
        }
    }

    private static void expectNoSecret(RuntimeException refusal, String text) {
        String message = String.valueOf(refusal.getMessage());
        Stream.of(text.split("\\s"))
                .filter(word ->
                        word.length() >= SECRET_CHARS && !TOLD.matcher(word).matches())
                .forEach(word -> Expect.that(!message.contains(word), "a message shows a key"));
    }

    static List<byte[]> seeds() {
        return Stream.of("hmac-sha256", "tink-aead")
                .flatMap(sealer -> PROVIDERS.sealer(sealer).algorithms().stream())
                .map(algorithm -> Fixture.ascii(KeyFile.format(Fixed.keys(algorithm))))
                .toList();
    }
}
