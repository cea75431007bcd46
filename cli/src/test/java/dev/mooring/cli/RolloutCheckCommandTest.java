package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutCheckCommandTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"signed-json-to-encrypted-cbor.plan", "back-to-signed-json.plan"})
    void plan_thatIsSafe_isDone(String plan) {
        Run run = check(DOCS.resolve("rollout").resolve(plan));
        assertDone(run);
        assertTrue(run.out().startsWith("No token is refused"), run::out);
        assertEquals(1, run.out().lines().count());
    }

    @Test
    void plan_thatRefusesTokens_saysWhatThePageSays() throws IOException {
        Run run = check(DOCS.resolve("rollout/naive-swap.plan"));
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("REFUSED: "), run::err);
        String page = Files.readString(DOCS.resolve("rollout.md"));
        assertTrue(page.contains("```\n" + run.err().replace(System.lineSeparator(), "\n") + "```\n"), run::err);
    }

    @Test
    void keys_besideThePlan_areUsedAndStayAsTheyAre() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        String before = Files.readString(keys);
        Run run = check(plan(
                "step one",
                "mooring.keys = file:hmac-sha256.keys",
                "mooring.codec = json",
                "step two",
                "keys stage hmac-sha256.keys k2",
                "wait PT30S",
                "step three",
                "keys promote hmac-sha256.keys k2"));
        assertDone(run);
        assertEquals(before, Files.readString(keys));
    }

    @Test
    void plan_thatCannotBePlayed_isUnusable() throws IOException {
        assertUnusable(check(folder.resolve("none.plan")), "none.plan", "no such file");
        assertUnusable(check(plan("step one", "hello")), "Line 3", "step NAME");
        assertUnusable(check(plan("step one", "mooring.keys = file:none.keys")), "Line 3", "none.keys");
        assertUnusable(
                check(plan(
                        "step one",
                        "keys create a.keys hmac-sha256 k1",
                        "mooring.keys = file:a.keys",
                        "mooring.codec = json",
                        "step two",
                        "mooring.keys = file:a.keys",
                        "mooring.codek = json")),
                "step two",
                "mooring.codec");
        assertUnusable(Run.mooring("rollout", "check"), "PLAN");
    }

    private static Run check(Path plan) {
        return Run.mooring("rollout", "check", plan.toString());
    }

    private Path plan(String... lines) throws IOException {
        return Files.writeString(folder.resolve("a.plan"), "mooring-rollout 1\n" + String.join("\n", lines) + "\n");
    }
}
