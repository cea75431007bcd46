package dev.mooring.rollout;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenManager;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The properties of a server, and the content of the key files that they name.
 *
 * @param properties all settings
 * @param keyFiles the files that are simulated; others are read from disk
 */
record Deployment(Map<String, String> properties, Map<Path, KeySet> keyFiles) {
    private static final String SEALING_KEYS = "mooring.keys";
    private static final Pattern ACCEPTED_KEYS = Pattern.compile("mooring\\.accept\\.([a-z0-9-]{1,32})\\.keys");
    private static final String FILE = "file:";

    /** Keeps the key files that the properties name. */
    static Deployment of(Map<String, String> properties, Map<Path, KeySet> known) {
        Map<Path, KeySet> used = new TreeMap<>();
        properties.forEach((name, value) ->
                keyFile(name, value).filter(known::containsKey).ifPresent(file -> used.put(file, known.get(file))));
        return new Deployment(properties, used);
    }

    static Map<Path, KeySet> normalized(Map<Path, KeySet> keyFiles) {
        return keyFiles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().normalize(), Map.Entry::getValue));
    }

    /** The key file that a property names. A value that is no path is left to the builder, which refuses it. */
    static Optional<Path> keyFile(String name, String value) {
        boolean namesKeys =
                name.equals(SEALING_KEYS) || ACCEPTED_KEYS.matcher(name).matches();
        String stripped = value.strip();
        if (!namesKeys || !stripped.startsWith(FILE) || stripped.equals(FILE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(stripped.substring(FILE.length())).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Configures a manager as a server's own, except for the files, which are simulated. */
    void configure(ResumeTokenManager.Builder builder) {
        Map<String, String> others = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            Optional<KeySource> source = keyFile(name, value).flatMap(this::simulated);
            Matcher accepted = ACCEPTED_KEYS.matcher(name);
            if (source.isEmpty()) {
                others.put(name, value);
            } else if (accepted.matches()) {
                builder.acceptSealer(accepted.group(1), source.get());
            } else {
                builder.keys(source.get());
            }
        });
        builder.properties(others);
    }

    private Optional<KeySource> simulated(Path file) {
        return Optional.ofNullable(keyFiles.get(file)).map(keys -> new SimulatedFile(file, keys));
    }

    /**
     * A key file as it is at one step.
     *
     * @param file its name
     * @param load its content
     */
    private record SimulatedFile(Path file, KeySet load) implements KeySource {
        @Override
        public String toString() {
            return "key file " + file;
        }
    }
}
