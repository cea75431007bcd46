package dev.mooring.token;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The artifacts that providers need at run time. Each provider's jar has a file {@value #FILE}, whose lines are
 * {@code package=group:artifact:version}. An application's dependency management may choose another version, or the artifact
 * may be missing; then a class is missing or does not fit, and this names the artifact that has it.
 */
final class Requirements {
    private static final String FILE = "META-INF/mooring/requirements.properties";
    private static final int MOST_CAUSES = 20;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{Alpha}_$][\\w$]*(?:[./][\\w$]+)+");

    /** By package; a package comes after the packages that it is in. */
    private final TreeMap<String, String> artifacts = new TreeMap<>();

    private Requirements() {}

    /** Reads the files of all jars that some class loaders see. */
    static Requirements seenBy(Set<ClassLoader> loaders) {
        Requirements all = new Requirements();
        for (ClassLoader loader : loaders) {
            try {
                Collections.list(loader.getResources(FILE)).forEach(all::add);
            } catch (IOException e) {
                // then no artifact is named
            }
        }
        return all;
    }

    private void add(URL file) {
        Properties lines = new Properties();
        try (InputStream in = file.openStream()) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return;
        }
        lines.stringPropertyNames().forEach(name -> artifacts.put(name, lines.getProperty(name)));
    }

    /** Says the fault and the remedy, if a failure or one of its causes is about a class of a known artifact. */
    Optional<String> explain(Throwable failure) {
        Optional<String> explained = Optional.empty();
        Throwable e = failure;
        for (int i = 0; e != null && i < MOST_CAUSES; i++) {
            String shown = shown(e);
            Optional<String> before = explained;
            // the deepest cause counts: that a class cannot be initialised is a consequence
            explained = artifactIn(shown)
                    .map(artifact -> shown + ", which belongs to " + artifact
                            + ": put that version or a newer one on the path, where it is missing or older")
                    .or(() -> before);
            e = e.getCause();
        }
        return explained;
    }

    /** Errors of linking say names of classes and members; the messages of other exceptions may say anything. */
    private static String shown(Throwable e) {
        return e instanceof LinkageError || e instanceof ClassNotFoundException
                ? e.toString()
                : e.getClass().getName();
    }

    private Optional<String> artifactIn(String text) {
        Matcher names = CLASS_NAME.matcher(text);
        while (names.find()) {
            String name = names.group().replace('/', '.');
            for (Map.Entry<String, String> artifact : artifacts.descendingMap().entrySet()) {
                if (name.startsWith(artifact.getKey() + ".")) {
                    return Optional.of(artifact.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
