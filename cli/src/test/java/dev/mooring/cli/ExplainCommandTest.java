package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static final int CHECKS = 11;

    @TempDir
    Path folder;

    private static List<String> lines(Run run) {
        return run.out().lines().toList();
    }

    /** All checks before this one passed, this one refused, and the others were not reached. */
    private static void assertStopsAt(int check, String reason, Run run) {
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().matches(reason + ": [^\\n]+\\R"), run::err);
        assertEquals(CHECKS, lines(run).size());
        for (int number = 1; number <= CHECKS; number++) {
            String word = number < check ? "passed" : number == check ? "refused" : "not reached";
            String line = lines(run).get(number - 1);
            assertTrue(line.matches(" ?" + number + "  [a-z]+ +" + word + "( .*)?"), line);
        }
    }

    @ParameterizedTest
    @CsvSource({"json, hmac-sha256", "cbor, tink-aead"})
    void token_thatOpens_passesEveryCheck(String codec, String sealer) throws IOException {
        Path keys = Run.keys(folder, sealer);
        Path token = Files.writeString(
                folder.resolve("token"), Run.token(keys, "--codec", codec, "--context", "tenant=acme") + "\n");

        Run run = Run.mooring("explain", "--keys", keys.toString(), "--context", "tenant=acme", token.toString());

        assertDone(run);
        assertEquals(CHECKS, lines(run).size());
        assertTrue(lines(run).stream().allMatch(line -> line.contains("  passed  ")), run::out);
        assertTrue(run.out().contains(new KeyFile(keys).read().sealingKey().id() + " is sealing since"), run::out);
        assertTrue(run.out().contains("key file " + keys), run::out);
        assertFalse(run.out().contains("user-profile"), run::out);
    }

    @Test
    void token_thatIsNone_stopsAtItsText() {
        Path keys = Run.keys(folder, "hmac-sha256");

        assertStopsAt(2, "MALFORMED", Run.withInput("canary", "explain", "--keys", keys.toString()));
        assertStopsAt(1, "TOO_LARGE", Run.withInput("A".repeat(65_537), "explain", "--keys", keys.toString()));
    }

    @Test
    void token_ofAnotherSealer_stopsUnlessItIsAccepted() {
        Path keys = Run.keys(folder, "hmac-sha256");
        Path others = Run.keys(folder, "tink-aead");
        String token = Run.token(others);

        assertStopsAt(4, "UNSUPPORTED", Run.withInput(token, "explain", "--keys", keys.toString()));
        Run run = Run.withInput(token, "explain", "--keys", keys.toString(), "--accept", others.toString());
        assertDone(run);
        assertTrue(run.out().contains("accepted only"), run::out);
    }

    @Test
    void d04_token_ofAnUnknownKey_showsTheKeysThatThereAre() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        String token = Run.token(keys);
        Files.delete(keys);
        Run.keys(folder, "hmac-sha256");

        Run run = Run.withInput(token, "explain", "--keys", keys.toString());

        assertStopsAt(5, "UNKNOWN_KEY", run);
        assertTrue(run.out().contains(new KeyFile(keys).read().sealingKey().id() + " sealing"), run::out);
    }

    @Test
    void token_inAnotherContext_showsThatItHasOne() {
        Path keys = Run.keys(folder, "hmac-sha256");

        Run run = Run.withInput(Run.token(keys, "--context", "tenant=acme"), "explain", "--keys", keys.toString());

        assertStopsAt(6, "INVALID_SIGNATURE", run);
        assertTrue(run.out().contains("issued with a context, and it is opened without one"), run::out);
    }

    @Test
    void token_thatExpired_showsTheTimes() {
        Path keys = Run.keys(folder, "hmac-sha256");

        Run run = Run.at(Run.NOW.plus(Duration.ofHours(1)), Run.token(keys), "explain", "--keys", keys.toString());

        assertStopsAt(7, "EXPIRED", run);
        assertTrue(run.out().contains("now 2026-11-24T11:00:00Z"), run::out);
    }

    @Test
    void keys_thatAreNone_areExit2() {
        assertUnusable(
                Run.withInput(
                        "x", "explain", "--keys", folder.resolve("no.keys").toString()),
                "no.keys");
    }
}
