package dev.mooring.bind.jackson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Tells that Jackson's artifacts on the path do not fit each other, which an application's dependency management can cause. */
final class Unfit {
    private static final String FILE = "/META-INF/mooring/bind-jackson.properties";

    private Unfit() {}

    /** Names the class that is missing, and the artifact and version that have it. */
    static IllegalStateException of(LinkageError e) {
        Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
        Properties artifacts = artifacts();
        String said = cause.toString().replace('/', '.');
        String artifact = artifacts.stringPropertyNames().stream()
                .filter(name -> said.contains(name + "."))
                .map(artifacts::getProperty)
                .findFirst()
                .orElse(String.join(", ", artifacts.stringPropertyNames()));
        return new IllegalStateException(
                "The artifacts of Jackson on the path do not fit each other (" + said + "): put " + artifact
                        + " or a newer version on it; an older one may be pinned, as by Spring Boot 3.5",
                e);
    }

    private static Properties artifacts() {
        Properties artifacts = new Properties();
        try (InputStream in = Objects.requireNonNull(Unfit.class.getResourceAsStream(FILE), FILE)) {
            artifacts.load(in);
            return artifacts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
