package dev.mooring.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rollout.RolloutReport.Refusal;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans that the page on rollouts recommends are safe, the one that it warns of is not, and every line of the recipe is
 * needed. */
class RolloutPageTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final String PAGE = "rollout.md";

    static List<Path> safePlans() {
        return Docs.plans().stream().filter(plan -> !plan.equals(Docs.NAIVE)).toList();
    }

    @ParameterizedTest
    @MethodSource("safePlans")
    void plan_thatThePageRecommends_refusesNoToken(Path plan) throws IOException {
        RolloutReport report = new RolloutSimulator(START).run(RolloutPlan.read(plan));
        assertEquals(List.of(), report.refusals());
        assertTrue(report.isSafe());
        assertTrue(report.opened() > 100, report::toString);
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.rollout.Docs#plans")
    void plan_besideThePage_standsOnItWordForWord(Path plan) {
        assertTrue(
                Docs.text(Docs.ROOT.resolve(PAGE)).contains("```text\n" + Docs.text(plan) + "```\n"), plan::toString);
    }

    @Test
    void naiveSwap_whilePlayed_isToBlameForTokensInBothDirections() throws IOException {
        RolloutReport report = new RolloutSimulator(START).run(RolloutPlan.read(Docs.NAIVE));
        Set<String> found = report.refusals().stream()
                .map(refusal -> refusal.issuedBy() + " at " + refusal.openedBy())
                .collect(Collectors.toSet());
        assertEquals(Set.of("signed-json at swap", "swap at signed-json"), found);
        for (Refusal refusal : report.refusals()) {
            assertEquals("swap", refusal.step());
            assertEquals(Reason.UNSUPPORTED, refusal.reason());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the acceptance of each axis, before and after the turn
                "accept | mooring.accept.tink-aead.keys = file:encrypted.keys | emit | UNSUPPORTED",
                "accept | mooring.accept.codecs = json,cbor | emit | UNSUPPORTED",
                "emit | mooring.accept.hmac-sha256.keys = file:resume.keys | emit | UNSUPPORTED",
                "emit | mooring.accept.codecs = json,cbor | emit | UNSUPPORTED",
                // the waits
                "emit | wait PT1H | encrypted-cbor | UNSUPPORTED",
                "stage | wait PT30S | promote | UNKNOWN_KEY",
                "promote | wait PT25H | remove | UNKNOWN_KEY",
            })
    void recipe_withoutOneLine_blamesTheStepThatNeedsIt(String step, String line, String blamed, Reason reason)
            throws IOException {
        RolloutReport report = run(without(step, line));
        assertEquals(
                Set.of(blamed),
                report.refusals().stream().map(Refusal::step).collect(Collectors.toSet()),
                report::toString);
        assertEquals(
                Set.of(reason), report.refusals().stream().map(Refusal::reason).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "wait PT1H,  PT1H,        PT59M59.998S, encrypted-cbor",
        "wait PT30S, PT30S,       PT29.999S,    promote",
        "wait PT25H, PT1H30S,   PT1H29.998S,  remove"
    })
    void recipe_withAShorterWait_saysTheLeastThatIsSafe(String line, String least, String tooShort, String blamed)
            throws IOException {
        String recipe = Docs.text(Docs.RECIPE);
        assertTrue(run(recipe.replace(line, "wait " + least)).isSafe());
        RolloutReport report = run(recipe.replace(line, "wait " + tooShort));
        assertFalse(report.isSafe());
        for (Refusal refusal : report.refusals()) {
            assertEquals(blamed, refusal.step());
            assertTrue(refusal.advice().contains(least), refusal::toString);
            assertTrue(refusal.advice().contains(tooShort), refusal::toString);
        }
    }

    private static RolloutReport run(String plan) throws IOException {
        return new RolloutSimulator(START).run(RolloutPlan.parse(plan, Path.of("")));
    }

    /** The recipe without a line of a step. */
    private static String without(String step, String line) {
        String recipe = Docs.text(Docs.RECIPE);
        int begin = recipe.indexOf("step " + step + "\n");
        int from = recipe.indexOf(line + "\n", begin);
        assertTrue(begin >= 0 && from > begin, line);
        return recipe.substring(0, from) + recipe.substring(from + line.length() + 1);
    }
}
