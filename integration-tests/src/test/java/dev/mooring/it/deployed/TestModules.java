package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.it.built.Jars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The modules of {@code src/test/modules}, compiled against nothing but {@code token-api}. Each becomes a folder that can
 * stand on a module path and on a class path; a source folder without descriptor holds service files only.
 */
final class TestModules {
    private static final Path SOURCES = Path.of("src", "test", "modules");
    private static final Path COMPILED = compile(Path.of("target", "test-modules"));

    private TestModules() {}

    static Path folder(String name) {
        return COMPILED.resolve(name);
    }

    private static Path compile(Path target) {
        try {
            String names = list(SOURCES).stream()
                    .filter(module -> Files.exists(module.resolve("module-info.java")))
                    .map(module -> module.getFileName().toString())
                    .collect(Collectors.joining(","));
            javac(
                    "-p",
                    PathKind.joined(
                            List.of(Jars.of("mooring-token-api"), Jars.of("mooring-token"), Jars.of("jspecify"))),
                    "--module-source-path",
                    SOURCES.toString(),
                    "-d",
                    target.toString(),
                    "-m",
                    names);
            for (Path module : list(SOURCES)) {
                copyServices(module, target.resolve(module.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles strictly, for the oldest Java that is supported. */
    static void javac(String... args) {
        List<String> strict = List.of("--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-encoding", "UTF-8");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        messages,
                        Stream.concat(strict.stream(), Stream.of(args)).toArray(String[]::new));
        assertEquals(0, result, () -> messages.toString(StandardCharsets.UTF_8));
    }

    private static void copyServices(Path module, Path target) throws IOException {
        Path services = Path.of("META-INF", "services");
        if (Files.exists(module.resolve(services))) {
            Files.createDirectories(target.resolve(services));
            for (Path file : list(module.resolve(services))) {
                Files.writeString(target.resolve(services).resolve(file.getFileName()), Files.readString(file));
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
