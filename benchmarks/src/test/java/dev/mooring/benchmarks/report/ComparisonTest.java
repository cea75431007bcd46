package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.benchmarks.report.Comparison.Move;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final String RATIO = "issue, XAES-256-GCM over AES-256-GCM";

    private static Results ratio(double value, double error) {
        return new Given()
                .token("issue", Rows.AES, 1, 0)
                .token("issue", Rows.XAES, value, error)
                .results();
    }

    @ParameterizedTest
    @CsvSource({
        "1.30, 0.03, 1.40, 0.04, WORSE",
        "1.40, 0.03, 1.30, 0.04, BETTER",
        "1.30, 0.03, 1.34, 0.04, NOWHERE",
        "1.30, 0, 1.31, 0, NOWHERE",
        "1.30, 0, 1.32, 0, WORSE",
        "1.30, NaN, 2.60, 0, NOWHERE"
    })
    void ratio_inTwoFiles_movesBeyondItsNoise(double a, double errorA, double b, double errorB, Move move) {
        Comparison comparison = new Comparison(ratio(a, errorA), ratio(b, errorB));

        assertEquals(move, comparison.move(Given.goal(RATIO)));
    }

    @Test
    void ratio_thatIsToBeHigh_isWorseWhenLower() {
        Goal goal = Goal.atLeast(
                4,
                "peer over ours",
                results -> results.rows().stream().findFirst().map(Results.Row::score));

        Comparison comparison = new Comparison(ratio(1, 0), ratio(1, 0));
        assertEquals(Move.NOWHERE, comparison.move(goal));
        Results higher = new Given().token("issue", Rows.AES, 2, 0).results();
        assertEquals(Move.BETTER, new Comparison(ratio(1, 0), higher).move(goal));
        assertEquals(Move.WORSE, new Comparison(higher, ratio(1, 0)).move(goal));
    }

    @Test
    void comparison_withOneWorse_saysSo() {
        Comparison worse = new Comparison(ratio(1.3, 0.01), ratio(1.5, 0.01));
        assertTrue(worse.isWorse());
        assertTrue(worse.forTerminal().contains(RATIO), worse.forTerminal());

        Comparison better = new Comparison(ratio(1.5, 0.01), ratio(1.3, 0.01));
        assertFalse(better.isWorse());
        assertTrue(better.forTerminal().contains("better"), better.forTerminal());
    }

    @Test
    void comparison_ofRatiosInOneFileOnly_movesNothing() {
        Comparison comparison = new Comparison(ratio(1.3, 0), new Given().results());

        assertFalse(comparison.isWorse());
        assertTrue(comparison.forTerminal().contains("0 of "), comparison.forTerminal());
    }
}
