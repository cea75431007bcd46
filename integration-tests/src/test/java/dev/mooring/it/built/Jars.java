package dev.mooring.it.built;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars that Maven put on this test's class path: those that the siblings have just built, and third parties'. */
public final class Jars {
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .map(Path::of)
            // the compiler of KotlinNullnessTest cannot be read as a module
            .filter(entry -> !entry.getFileName().toString().startsWith("kotlin-"))
            .toList();

    private Jars() {}

    /** The jar of an artifact, whatever its version. */
    public static Path of(String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d.*\\.jar");
        return CLASS_PATH.stream()
                .filter(entry -> name.matcher(entry.getFileName().toString()).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no jar of " + artifact
                        + " on the class path: run \"mvn verify\", which packages the modules first, and see that"
                        + " integration-tests/pom.xml depends on it"));
    }

    /** All jars. */
    public static List<Path> all() {
        return classPath().stream()
                .filter(entry -> entry.toString().endsWith(".jar"))
                .toList();
    }

    /** The whole class path of this test; folders that are not there are left out, as the compiler warns of them. */
    public static List<Path> classPath() {
        return CLASS_PATH.stream().filter(Files::exists).toList();
    }
}
