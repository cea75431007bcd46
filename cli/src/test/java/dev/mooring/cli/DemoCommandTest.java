package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.Providers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void demo_withAllProviders_resumesEachInAnotherJvmAndShowsTheRefusals() {
        // the second JVM has the system's clock
        Run run = Run.with(new ByteArrayInputStream(new byte[0]), Instant.now(), "demo");

        assertDone(run);
        List<String> rows = run.out().lines().toList();
        for (String pairing : List.of("cbor +hmac-sha256", "cbor +tink-aead", "json +hmac-sha256", "json +tink-aead")) {
            String row = pairing + " +(signed|encrypted) +[0-9,]+ characters +[0-9,]+ µs +[0-9,]+ µs +✓ the same again";
            assertTrue(
                    rows.stream().anyMatch(line -> line.matches(row)), () -> pairing + " is missing in " + run.out());
        }
        for (String reason :
                List.of("changed +INVALID_SIGNATURE", "EXPIRED", "tenant +INVALID_SIGNATURE", "UNKNOWN_KEY")) {
            assertTrue(
                    rows.stream().anyMatch(line -> line.matches(".* " + reason + " +✓")),
                    () -> reason + " is missing in " + run.out());
        }
    }

    @Test
    void demo_whoseSecondJvmRefuses_saysSoAndIsExit2() {
        // an hour that is over for the second JVM
        Run run = Run.with(new ByteArrayInputStream(new byte[0]), Instant.now().minusSeconds(5_000), "demo");

        assertEquals(2, run.exitCode());
        assertTrue(run.out().contains("✗ Refused[reason=EXPIRED]"), run::out);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    @Test
    void keys_closed_leaveNothingBehind() {
        DemoKeys keys = new DemoKeys(List.of(Providers.discover().sealer("hmac-sha256")), Run.NOW);
        Path file = keys.files().values().iterator().next();
        assertTrue(Files.exists(file));

        keys.close();

        assertTrue(Files.notExists(file.getParent()));
    }

    @Test
    void server_askedLineByLine_answersEach() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        String token = Run.at(
                        Instant.now(), Run.SNAPSHOT, "issue", "--keys", keys.toString(), "--context", "tenant=acme")
                .out();
        ByteArrayOutputStream answers = new ByteArrayOutputStream();

        new DemoServer(List.of(keys))
                .serve(
                        new BufferedReader(new StringReader("acme " + token + "other " + token)),
                        new PrintStream(answers, true, StandardCharsets.US_ASCII));

        List<String> lines = answers.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("opened [0-9]+ [A-Za-z0-9+/=]+"), lines.get(0));
        assertEquals("refused INVALID_SIGNATURE", lines.get(1));
    }
}
