package dev.mooring.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of JMH.
 *
 * @param rows each benchmark with its parameters
 */
record Results(List<Row> rows) {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /**
     * One row of JMH's.
     *
     * @param name class and method, without packages
     * @param parameters the values of its parameters
     * @param score JMH's primary figure
     * @param unit the unit of the figure
     * @param sizes the secondary figures
     */
    record Row(String name, Map<String, String> parameters, Measured score, String unit, Map<String, Measured> sizes) {

        boolean is(String wanted, Map<String, String> values) {
            return name.equals(wanted) && parameters.entrySet().containsAll(values.entrySet());
        }

        Optional<Measured> allocation() {
            return Optional.ofNullable(sizes.get(ALLOCATION));
        }
    }

    static Results read(Path file) {
        return of(JsonMapper.shared().readTree(file));
    }

    static Results of(JsonNode json) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode each : json) {
            Map<String, String> parameters = new HashMap<>();
            each.path("params")
                    .properties()
                    .forEach(p -> parameters.put(p.getKey(), p.getValue().asString()));
            Map<String, Measured> sizes = new HashMap<>();
            each.path("secondaryMetrics").properties().forEach(m -> sizes.put(m.getKey(), measured(m.getValue())));
            String name = each.path("benchmark").asString();
            JsonNode primary = each.path("primaryMetric");
            rows.add(new Row(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    parameters,
                    measured(primary),
                    primary.path("scoreUnit").asString(),
                    sizes));
        }
        return new Results(rows);
    }

    private static Measured measured(JsonNode metric) {
        // JMH writes NaN as a string
        JsonNode error = metric.path("scoreError");
        return new Measured(metric.path("score").asDouble(), error.isNumber() ? error.asDouble() : Double.NaN);
    }

    Optional<Row> row(String name, Map<String, String> parameters) {
        return rows.stream().filter(row -> row.is(name, parameters)).findFirst();
    }
}
