package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Jars;
import dev.mooring.support.RedisServer;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an application's build may do to the class path: an artifact is missing or too old, or jars are merged without their
 * service files. The error names the class, the artifact and the version, and says how to mend it.
 */
class MissingClassIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.25.8", "4.28.3"})
    void protobuf_thatIsTooOld_isNamedWithTheVersionThatIsNeeded(String version) {
        List<Path> path = without("protobuf-java", Part.API, Part.JSON, Part.TINK);
        Path old = Path.of("target/too-old/protobuf-java-" + version + ".jar").toAbsolutePath();
        assertTrue(Files.exists(old), old::toString);
        assertNames(
                Deployment.on(PathKind.CLASS_PATH).with(path).with(List.of(old)).set("mooring.keys", keys("tink-aead")),
                "com.google.protobuf:protobuf-java:" + versionOf("protobuf-java"));
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, tools.jackson.core, jackson-core",
        "CBOR, tools.jackson.core, jackson-core",
        "CBOR, tools.jackson.dataformat, jackson-dataformat-cbor"
    })
    void libraryOfACodec_thatIsMissing_isNamedWithItsVersion(Part codec, String group, String artifact) {
        assertNames(
                Deployment.on(PathKind.CLASS_PATH)
                        .with(without(artifact, Part.API, codec, Part.HMAC))
                        .set("mooring.keys", keys("hmac-sha256")),
                group + ":" + artifact + ":" + versionOf(artifact));
    }

    @ParameterizedTest
    @CsvSource({"com.google.crypto.tink, tink", "com.google.protobuf, protobuf-java"})
    void libraryOfASealer_thatIsMissing_isNamed(String group, String artifact) {
        assertNames(
                Deployment.on(PathKind.CLASS_PATH)
                        .with(without(artifact, Part.API, Part.JSON, Part.TINK))
                        .set("mooring.keys", keys("tink-aead")),
                group + ":" + artifact);
    }

    @ParameterizedTest
    @CsvSource({
        "io.lettuce, lettuce-core",
        "io.netty, netty-buffer",
        "io.netty, netty-codec-base",
        "io.netty, netty-codec-dns",
        "io.netty, netty-common",
        "io.netty, netty-handler",
        "io.netty, netty-resolver",
        "io.netty, netty-resolver-dns",
        "io.netty, netty-transport",
        "io.projectreactor, reactor-core",
        "org.reactivestreams, reactive-streams"
    })
    void libraryOfTheLedger_thatIsMissing_isNamed(String group, String artifact) {
        try (RedisServer redis = RedisServer.start(folder)) {
            Command.Outcome outcome = Deployment.on(PathKind.CLASS_PATH)
                    .with(without(artifact, Part.API, Part.REDIS))
                    .withModules("mooring.it.ledger")
                    .run(
                            "mooring.it.ledger",
                            "mooring.it.ledger.Main",
                            redis.address("").toString());
            // SLF4J 1.7 says that nobody listens
            String said = outcome.err()
                    .lines()
                    .filter(line -> !line.startsWith("SLF4J"))
                    .collect(Collectors.joining("\n"));
            assertNames(new Command.Outcome(outcome.exitCode(), outcome.out(), said), group + ":" + artifact);
        }
    }

    private static List<Path> without(String artifact, Part... parts) {
        return Part.jars(parts).stream()
                .filter(jar -> !jar.equals(Jars.of(artifact)))
                .toList();
    }

    @Test
    void serviceFiles_lostInAMergedJar_areNamedWithTheToolsThatMergeThem() throws IOException {
        assertNames(
                Deployment.on(PathKind.CLASS_PATH)
                        .with(List.of(merged(Part.jars(Part.API, Part.JSON, Part.HMAC))))
                        .set("mooring.keys", keys("hmac-sha256")),
                "META-INF/services",
                "JsonSnapshotCodec is there",
                "ServicesResourceTransformer");
    }

    @Test
    void providers_ofAnotherLoader_areSaidToBeThere() throws IOException {
        try (URLClassLoader empty = new URLClassLoader("an empty one", new URL[0], null)) {
            Providers none = Providers.discover(empty);
            String said = assertThrows(IllegalStateException.class, () -> none.codec("json"))
                    .getMessage();
            assertTrue(said.contains("an empty one"), said);
            assertTrue(said.contains("JsonSnapshotCodec is in another class loader, that of this thread"), said);
            assertTrue(said.contains("classLoader(…)"), said);
        }
    }

    @Test
    void providers_ofAnotherLayer_areLookedForInTheLayerThatIsNamed() {
        ModuleLayer empty = ModuleLayer.empty();
        String said = assertThrows(
                        IllegalStateException.class,
                        () -> Providers.discover(empty).onlyCodec())
                .getMessage();
        assertTrue(said.contains("module layer"), said);
    }

    private String keys(String sealer) {
        return new Keys(folder).of(sealer);
    }

    private static String versionOf(String artifact) {
        return Jars.of(artifact).getFileName().toString().replaceFirst(".*-(\\d[^-]*)\\.jar", "$1");
    }

    private static void assertNames(Deployment deployment, String... facts) {
        assertNames(deployment.run(), facts);
    }

    private static void assertNames(Command.Outcome outcome, String... facts) {
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        Stream.of(facts)
                .forEach(fact ->
                        assertTrue(outcome.err().contains(fact), () -> fact + " is missing in: " + outcome.err()));
    }

    /** One jar with the classes of all, as a careless build makes it. */
    private Path merged(List<Path> jars) throws IOException {
        Path target = folder.resolve("merged.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Path jar : jars) {
                try (ZipFile in = new ZipFile(jar.toFile())) {
                    for (ZipEntry entry : in.stream()
                            .filter(entry -> entry.getName().endsWith(".class")
                                    && !entry.getName().endsWith("module-info.class"))
                            .toList()) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        in.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
        return target;
    }
}
