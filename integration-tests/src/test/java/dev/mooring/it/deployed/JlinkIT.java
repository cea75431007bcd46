package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a run-time image of its own: with JSON, CBOR and HMAC, and without Tink, which cannot be linked. */
class JlinkIT {
    @TempDir
    private static Path folder;

    private static Path image;

    @BeforeAll
    static void linkAndMakeKeys() {
        image = folder.resolve("image");
        link(image, "dev.mooring.cli,dev.mooring.codec.cbor,dev.mooring.crypto.hmac");
        assertEquals("", succeed("", "keys", "create", "--sealer", "hmac-sha256", "my.keys"));
    }

    private static void link(Path target, String modules) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int result = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--module-path",
                        PathKind.joined(Part.jars(Part.API, Part.JSON, Part.CBOR, Part.HMAC, Part.CLI)),
                        "--add-modules",
                        modules,
                        "--launcher",
                        "mooring=dev.mooring.cli/dev.mooring.cli.Mooring",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        target.toString());
        assertEquals(0, result, () -> bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void providers_inTheImage_areThoseThatWereLinked() {
        String providers = succeed("", "providers");
        Stream.of("JsonSnapshotCodec", "CborSnapshotCodec", "HmacSealerProvider")
                .forEach(name -> assertTrue(providers.contains(name), providers));
        assertFalse(providers.contains("Tink"), providers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor"})
    void snapshot_issuedAndOpenedByTheImage_comesBack(String codec) {
        String token = succeed(LauncherIT.SNAPSHOT, "issue", "--keys", "my.keys", "--codec", codec);
        assertTrue(token.startsWith("mrt1."), token);
        String opened = succeed(token, "open", "--keys", "my.keys");
        Stream.of("\"sessionId\":\"s-1\"", "\"exports\":{\"-1\":{\"stub\":\"user-profile:42\"}}", "[[\"tea\",2]]")
                .forEach(part -> assertTrue(opened.contains(part), opened));
    }

    @Test
    void demo_byTheImage_startsFurtherProcessesOfTheImage() {
        DemoIT.assertTold(succeed("", "demo"));
    }

    @Test
    void sealer_thatCannotBeLinked_isSaidToBe() {
        new Keys(folder).file("tink-aead", "tink.keys");
        Command.Outcome outcome = run(image, LauncherIT.SNAPSHOT, "issue", "--keys", "tink.keys");
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("image of jlink, which cannot hold it"), outcome.err());
    }

    @Test
    void provider_thatWasNotLinked_isNamedWithItsModule() {
        Path small = folder.resolve("small");
        link(small, "dev.mooring.cli");
        Command.Outcome outcome = run(small, LauncherIT.SNAPSHOT, "issue", "--keys", "my.keys");
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("--add-modules dev.mooring.crypto.hmac"), outcome.err());
    }

    private static String succeed(String in, String... arguments) {
        Command.Outcome outcome = run(image, in, arguments);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    private static Command.Outcome run(Path of, String in, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(of.resolve("bin").resolve("mooring").toString()), Stream.of(arguments))
                .toList();
        return Command.run(folder, in, command);
    }
}
