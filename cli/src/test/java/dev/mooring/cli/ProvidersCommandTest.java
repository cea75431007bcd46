package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersCommandTest {
    @TempDir
    Path folder;

    @Test
    void providers_allUsable_areListed() {
        Run run = Run.mooring("providers");

        assertDone(run);
        assertEquals(
                List.of(
                        "codec cbor",
                        "codec json",
                        "sealer hmac-sha256",
                        "sealer tink-aead",
                        "ledger redis",
                        "keys vault"),
                run.out()
                        .lines()
                        .map(line -> String.join(" ", List.of(line.split(" +")).subList(0, 2)))
                        .toList());
        assertTrue(run.out().contains("dev.mooring.codec.cbor.CborSnapshotCodec"), run::out);
    }

    @Test
    void providers_oneBroken_isMarkedAndExit2() throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("path/META-INF/services"));
        Files.writeString(services.resolve("dev.mooring.api.spi.SnapshotCodec"), "no.such.Codec\n");

        Run run = inAnotherJvm(folder.resolve("path"), "providers");

        assertEquals(2, run.exitCode());
        assertTrue(
                run.out().lines().anyMatch(line -> line.contains("BROKEN") && line.contains("no.such.Codec")),
                run::out);
        assertTrue(run.out().contains("dev.mooring.codec.json.JsonSnapshotCodec"), run::out);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    /** Runs the command on the class path, with one entry more. */
    private Run inAnotherJvm(Path entry, String... args) throws IOException, InterruptedException {
        String path = String.join(
                File.pathSeparator,
                entry.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        "dev.mooring.cli.Mooring")
                .redirectOutput(out)
                .redirectError(err);
        java.command().addAll(List.of(args));
        int exitCode = java.start().waitFor();
        return new Run(
                exitCode,
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }
}
