package dev.mooring.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** Names the artifact of a class that is missing on the path, or does not fit because another version was chosen. */
final class MissingClass {
    private static final String FILE = "/META-INF/mooring/requirements.properties";

    private MissingClass() {}

    /** The refusal to open a ledger. */
    static UnfitStoreException explained(LinkageError e) {
        Properties artifacts = artifacts();
        // the deepest counts: that a class cannot be initialised is a consequence
        Optional<String> artifact = Optional.empty();
        Throwable named = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Optional<String> found = artifactIn(cause.toString().replace('/', '.'), artifacts);
            if (found.isPresent()) {
                artifact = found;
                named = cause;
            }
        }
        return UnfitStoreException.untilChanged(
                "The ledger on Redis needs a class that is missing or of another version (" + named + "): put "
                        + artifact.orElse("each artifact that mooring-store-redis depends on")
                        + ", or a newer version of it, on the path",
                e);
    }

    /** The artifact of the longest package that a text names. */
    private static Optional<String> artifactIn(String text, Properties artifacts) {
        return artifacts.stringPropertyNames().stream()
                .filter(name -> text.contains(name + "."))
                .max(Comparator.comparing(String::length))
                .map(artifacts::getProperty);
    }

    private static Properties artifacts() {
        Properties artifacts = new Properties();
        try (InputStream in = Objects.requireNonNull(MissingClass.class.getResourceAsStream(FILE), FILE)) {
            artifacts.load(in);
            return artifacts;
        } catch (IOException e) {
            throw new IllegalStateException("The jar's " + FILE + " cannot be read", e);
        }
    }
}
