package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {
    @Test
    void rows_ofJmh_areFoundByNameAndParameters() throws Exception {
        Results results = Results.of(Given.threeRows());

        Results.Row row =
                results.row("TokenBenchmark.issue", Map.of("token", Rows.AES)).orElseThrow();

        assertEquals(new Measured(4, 0.2), row.score());
        assertEquals(Optional.of(9000.0), row.allocation().map(Measured::value));
        assertEquals(Optional.of(Measured.exact(1651)), Rows.chars(Rows.AES).in(results));
        assertEquals(Optional.empty(), results.row("TokenBenchmark.issue", Map.of("token", Rows.HMAC)));
        assertEquals(Optional.empty(), results.row("TokenBenchmark.open", Map.of()));
    }

    @Test
    void error_thatJmhDoesNotKnow_isUnknown() throws Exception {
        Results results = Results.of(Given.threeRows());

        Measured score = results.row("ThreadsBenchmark.issueByOne", Map.of())
                .orElseThrow()
                .score();

        assertEquals(100, score.value());
        assertTrue(Double.isNaN(score.error()));
    }

    @Test
    void published_results_nameNoFilesOfTheMachine() throws Exception {
        JsonNode given = Given.threeRows();

        String published = Published.of(given);

        assertFalse(published.contains("/opt/"), published);
        assertFalse(published.contains("/home/"), published);
        assertTrue(given.get(0).has("jvm"), "what was given is changed");
        assertEquals(Results.of(given), Results.of(JsonMapper.shared().readTree(published)), "the figures are others");
    }
}
