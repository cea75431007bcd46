package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars that a user unpacks, as the build has left them. */
public final class Distribution {
    /** The folder of the results of the command's build. */
    public static final Path TARGET = Docs.ROOT.resolve("cli").resolve("target");

    private Distribution() {}

    /** Unpacks the only folder of the zip, with the modes that it has there. */
    public static void unpack(Path target) throws IOException {
        try (FileSystem archive =
                FileSystems.newFileSystem(distribution(), Map.of("enablePosixFileAttributes", true))) {
            Path root = only(archive.getPath("/"), "*");
            for (Path source : walk(root)) {
                Path copy = target.resolve(root.relativize(source).toString());
                Files.copy(source, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(source));
            }
        }
    }

    private static Path distribution() throws IOException {
        return only(TARGET, "mooring-*.zip");
    }

    private static Path only(Path directory, String glob) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            Iterator<Path> all = entries.iterator();
            Path first = all.next();
            assertFalse(all.hasNext(), () -> "one " + glob + " is expected: run \"mvn clean\" first");
            return first;
        }
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.toList();
        }
    }

    /** The jars, by name. */
    public static List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(TARGET.resolve("modules"), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException("run \"mvn verify\", which packages the command first", e);
        }
        assertFalse(jars.isEmpty(), "no jars");
        Collections.sort(jars);
        return jars;
    }

    /** The names of a jar's classes, each once however many versions of Java it is there for. */
    public static List<String> classes(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
