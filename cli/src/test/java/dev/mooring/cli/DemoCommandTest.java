package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.session.InMemoryLedger;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void demo_withoutArguments_tellsHowASessionOutlivesItsServerOnce() {
        Run run = Run.with(new ByteArrayInputStream(new byte[0]), Instant.now(), "demo");

        assertDone(run);
        List<String> story =
                run.out().lines().dropWhile(line -> !line.startsWith("✓")).toList();
        for (String fact : List.of(
                "A .*exports.* -1, .* -2",
                "A .* says 40, .* says 1",
                "A suspends .* token of [0-9,]+ characters",
                "A is killed",
                "B resumes it as generation 2.*",
                "B is asked again in the same attempt.*",
                "B .* says 42, .* says 2",
                "B exports .* -3.*",
                "B refuses .* somebody else.*REPLAYED",
                "B .* generation 3",
                "B refuses .* older generation.*REPLAYED",
                "B refuses .*RESTORE_REFUSED")) {
            assertTrue(story.get(0).matches("✓ " + fact), () -> fact + " is missing in " + run.out());
            story = story.subList(1, story.size());
        }
    }

    @Test
    void story_amongServersWithOtherKeys_saysWhatWentWrong() {
        TokenSealerProvider sealer = Providers.discover().sealer("hmac-sha256");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DemoLedger inMemory = DemoLedger.of(null, null);
        try (DemoKeys keys = new DemoKeys(List.of(sealer), Run.NOW);
                DemoKeys others = new DemoKeys(List.of(sealer), Run.NOW);
                DemoJvm a = new DemoJvm("A", keys.files().values(), inMemory);
                DemoJvm b = new DemoJvm("B", others.files().values(), inMemory)) {
            assertFalse(new DemoStory(Run.console(out), "acme").tell(a, b, b));
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("✗ B resumes it"), text);
        assertTrue(text.contains("but: refused UNKNOWN_KEY"), text);
        assertTrue(text.contains("but: failed NoSuchElementException"), text);
        assertFalse(text.contains("mrt1."), text);
    }

    @Test
    void ledger_withAPasswordInTheArgument_isRefusedWithoutShowingIt() {
        Run run = Run.mooring("demo", "--redis", "redis://user:hush@localhost");

        assertUnusable(run, "--redis-env");
        assertFalse(run.err().contains("hush"), run::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--redis redis://127.0.0.1:1", "--redis localhost", "--redis redis://a\\b", "--redis-env NO_SUCH"
            })
    void ledger_thatCannotBeUsed_isSaidBeforeAnythingElse(String options) {
        assertUnusable(Run.mooring(("demo " + options).split(" ")), "redis");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost, redis://localhost",
        "rediss://user:hush@host:7000/1?wait=1, rediss://host:7000",
        "memory, memory"
    })
    void ledger_toldToAnotherJvm_isTheSameAndShowsNoSecret(String line, String shown) {
        DemoLedger ledger = DemoLedger.read(line);

        assertEquals(line, ledger.line());
        assertEquals(shown, ledger.toString());
    }

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

        new DemoServer(List.of(keys), InMemoryLedger.create())
                .serve(
                        new BufferedReader(
                                new StringReader("open acme " + token + "open other " + token + "call none -1 1\n")),
                        new PrintStream(answers, true, StandardCharsets.US_ASCII));

        List<String> lines = answers.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).matches("opened [0-9]+ [A-Za-z0-9+/=]+"), lines.get(0));
        assertEquals("refused INVALID_SIGNATURE", lines.get(1));
        assertEquals("failed NoSuchElementException", lines.get(2));
    }
}
