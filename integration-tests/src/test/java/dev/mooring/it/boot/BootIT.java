package dev.mooring.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Jars;
import dev.mooring.it.deployed.Command;
import dev.mooring.it.deployed.PathKind;
import dev.mooring.support.PostgresServer;
import dev.mooring.support.RedisServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules work with what each Spring Boot manages: the first and the newest release of a line, in a JVM each. */
public class BootIT {
    /** Its children's poms say what Maven would put on the class path of an application of that Boot. */
    private static final Path FOLDER = Path.of("boot").toAbsolutePath();

    private static final List<String> ALL = List.of(
            "cbor hmac-sha256",
            "json hmac-sha256",
            "cbor tink-aead",
            "json tink-aead",
            "bind",
            "ledger",
            "postgresql",
            "h2");

    @TempDir
    private static Path folder;

    private static RedisServer redis;
    private static PostgresServer postgres;

    @BeforeAll
    static void startStores() {
        redis = RedisServer.start(folder);
        postgres = PostgresServer.start(folder);
    }

    @AfterAll
    static void stopStores() {
        redis.close();
        if (postgres != null) {
            postgres.close();
        }
    }

    static List<String> versions() throws IOException {
        try (Stream<Path> children = Files.list(FOLDER)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void versions_ofEachLine_areTheFirstAndALaterOne() throws IOException {
        List<String> lines = versions().stream()
                .map(version -> version.replaceFirst("\\.\\d+$", ""))
                .toList();
        assertEquals(List.of("3.5", "3.5", "4.0", "4.0", "4.1", "4.1"), lines);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyPart_withTheVersionsOfThisBoot_works(String version) throws IOException {
        List<Path> path = classPath(version);
        if (version.startsWith("3.5.")) {
            // as docs/compatibility.md tells users of Boot 3.5 who bind records
            path.removeIf(jar -> jar.getFileName().toString().startsWith("jackson-annotations-"));
            path.add(Jars.of("jackson-annotations"));
        }
        Command.Outcome outcome = probe(path);
        assertEquals(ALL, outcome.out().lines().toList(), outcome.err());
        assertEquals(0, outcome.exitCode(), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.0", "3.5.16"})
    void binding_withTheAnnotationsOfBoot35_namesTheArtifactAndItsVersion(String version) throws IOException {
        String needed = Jars.of("jackson-annotations")
                .getFileName()
                .toString()
                .replaceFirst("jackson-annotations-(.*)\\.jar", "com.fasterxml.jackson.core:jackson-annotations:$1");
        String said = probe(classPath(version)).out();
        assertTrue(said.contains("Jackson on the path do not fit") && said.contains(needed), said);
    }

    /** What Maven would put on the class path of an application of that Boot. */
    public static List<Path> classPath(String version) throws IOException {
        String classPath = Files.readString(FOLDER.resolve(version).resolve("target/classpath.txt"));
        return Stream.of(classPath.strip().split(File.pathSeparator))
                .map(Path::of)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Command.Outcome probe(List<Path> path) {
        List<Path> whole = new ArrayList<>(path);
        // Boot's log would stand among the lines of the probe
        whole.removeIf(jar -> jar.getFileName().toString().startsWith("logback-"));
        whole.add(Path.of("target/test-classes"));
        List<String> command = new ArrayList<>(Command.java());
        command.addAll(List.of(
                "-cp",
                PathKind.joined(whole),
                Probe.class.getName(),
                redis.address("").toString(),
                postgres.address()));
        return Command.run(folder, "", command);
    }
}
