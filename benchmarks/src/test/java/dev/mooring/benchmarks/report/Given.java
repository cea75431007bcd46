package dev.mooring.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small fixed results. */
final class Given {
    private final List<Results.Row> rows = new ArrayList<>();

    static JsonNode threeRows() throws IOException {
        try (InputStream in = Given.class.getResourceAsStream("three-rows.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }

    Given row(String name, Map<String, String> parameters, double score, double error) {
        Map<String, Measured> sizes = Map.of(
                "gc.alloc.rate.norm", Measured.exact(1_000 * score),
                "token.chars", Measured.exact(100 * score),
                "heap.bytes", Measured.exact(250 * score),
                "payload.bytes", Measured.exact(100));
        rows.add(new Results.Row(name, parameters, new Measured(score, error), "us/op", sizes));
        return this;
    }

    Given token(String method, String token, double score, double error) {
        return row("TokenBenchmark." + method, Map.of("token", token, "profile", "typical"), score, error);
    }

    Results results() {
        return new Results(rows);
    }

    static Goal goal(String name) {
        return Goals.ALL.stream()
                .filter(goal -> goal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
