package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalsTest {
    private static final Map<String, String> JSON = Map.of("codec", "json", "profile", "typical");

    /** Floors of 1 + 2 + 3 to issue JSON + HMAC. */
    private static Given floors() {
        return new Given()
                .row("CodecBenchmark.encode", JSON, 1, 0)
                .row("RawBenchmark.seal", Map.of("raw", "jca-hmac-sha256", "codec", "json", "profile", "typical"), 2, 0)
                .row("Base64Benchmark.encode", Map.of("token", Rows.HMAC, "profile", "typical"), 3, 0);
    }

    private static Given peers(double nimbus, double jjwt) {
        return new Given()
                .row("PeerBenchmark.issue", Map.of("peer", "nimbus-jwe", "profile", "typical"), nimbus, 0)
                .row("PeerBenchmark.issue", Map.of("peer", "jjwt-jwe", "profile", "typical"), jjwt, 0);
    }

    @ParameterizedTest
    @CsvSource({"7.5, REACHED", "7.6, MISSED"})
    void timeOverFloors_ofIssuing_isOverTheirSum(double ours, Goal.State state) {
        Results results = floors().token("issue", Rows.HMAC, ours, 0.1).results();

        assertEquals(state, Given.goal("issue, JSON + HMAC, over its floors").state(results));
    }

    @Test
    void allocationOverFloors_ofIssuing_isOverTheirSum() {
        Results results = floors().token("issue", Rows.HMAC, 9, 0).results();

        assertEquals(
                Optional.of(1.5),
                Given.goal("issue, JSON + HMAC, allocation over its floors")
                        .in(results)
                        .map(Measured::value));
    }

    @ParameterizedTest
    @CsvSource({"8, 20, REACHED", "20, 8, REACHED", "20, 7.9, MISSED"})
    void endToEnd_besidePeers_takesTheFaster(double nimbus, double jjwt, Goal.State state) {
        Results results = peers(nimbus, jjwt).token("issue", Rows.AES, 2, 0).results();

        assertEquals(
                state,
                Given.goal("issue, JSON in the best JWE over CBOR + AES-256-GCM")
                        .state(results));
    }

    @ParameterizedTest
    @CsvSource({"1.2, REACHED", "1.3, MISSED"})
    void heap_ofTheLargest_isWhatItNeedsOverThePayload(double score, Goal.State state) {
        Results results = new Given()
                .row("HeapBenchmark.issue", Map.of("token", Rows.AES), score, 0)
                .results();

        assertEquals(
                state,
                Given.goal("largest snapshot, CBOR + AES-256-GCM, heap over payload")
                        .state(results));
    }

    @Test
    void allocation_ofTheLargest_leavesTheTextOut() {
        Results results = new Given()
                .row("LargestBenchmark.issue", Map.of("token", Rows.AES), 1, 0)
                .results();

        // 1,000 bytes allocated, 100 characters of text, 100 bytes of payload
        assertEquals(
                Optional.of(9.0),
                Given.goal("largest snapshot, CBOR + AES-256-GCM, allocation over payload")
                        .in(results)
                        .map(Measured::value));
    }

    @ParameterizedTest
    @CsvSource({"2.1, REACHED", "2.3, MISSED"})
    void texts_latin1Alone_areOverThoseOfAJvmThatMetOthers(double latin1, Goal.State state) {
        Results results = new Given()
                .row("TextsBenchmark.open", Map.of("texts", "latin1"), latin1, 0)
                .row("TextsBenchmark.open", Map.of("texts", "mixed"), 2, 0)
                .results();

        assertEquals(
                state,
                Given.goal("open, in a JVM that met Latin-1 texts alone over one that met others")
                        .state(results));
    }

    @Test
    void goal_withoutItsRows_isNotMeasured() {
        for (Goal goal : Goals.ALL) {
            assertEquals(Goal.State.NOT_MEASURED, goal.state(new Given().results()), goal.name());
        }
    }

    @Test
    void goal_withinItsError_isClose() {
        Goal goal = Given.goal("issue, XAES-256-GCM over AES-256-GCM");

        assertTrue(goal.isClose(new Measured(1.34, 0.02)));
        assertFalse(goal.isClose(new Measured(1.30, 0.02)));
        assertFalse(goal.isClose(new Measured(1.30, Double.NaN)));
    }
}
