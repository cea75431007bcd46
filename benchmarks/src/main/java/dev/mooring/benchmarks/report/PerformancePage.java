package dev.mooring.benchmarks.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** PERFORMANCE.md: one full run. */
final class PerformancePage {
    private final Results results;
    private final Environment environment;

    PerformancePage(Results results, Environment environment) {
        this.results = results;
        this.environment = environment;
    }

    String text() {
        Report report = new Report(results);
        return """
                # Performance

                This page is written by `benchmarks/run full`; [benchmarks](benchmarks/README.md) says what each row means. Compare
                ratios, which were measured in one run, and not the times of two machines.

                | | |
                |---|---|
                | CPU | %s, %d processors |
                | JDK | %s |
                | commit | %s |
                | spread | %s |
                | raw figures | [full.json](benchmarks/results/full.json) |

                ## Beside floors and peers

                The floor is codec, MAC or cipher, and base64, each alone. The peer is the faster of Nimbus JOSE + JWT and JJWT behind
                Mooring's JSON codec: JWE (`dir`, A256GCM) where the token is encrypted, JWS (HS256) where it is signed.

                %s
                ![Times to issue](docs/performance/issue.svg)

                ![Times to open](docs/performance/open.svg)

                ![Sizes of tokens](docs/performance/size.svg)

                ## Goals

                %s
                %s.

                ## All rows

                Errors are half of JMH's interval of 99.9 %%.

                %s""".formatted(
                        environment.cpu(),
                        environment.processors(),
                        environment.jdk(),
                        environment.commit(),
                        spread(),
                        report.ratios().forPage(),
                        report.goals().forPage(),
                        report.summary(),
                        allRows().forPage());
    }

    private String spread() {
        double[] spreads = results.rows().stream()
                .mapToDouble(row -> row.score().spread())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return spreads.length == 0
                ? "not known"
                : String.format(
                        Locale.ROOT,
                        "errors of the rows: half are under %.1f %%, the largest is %.1f %%",
                        100 * spreads[spreads.length / 2],
                        100 * spreads[spreads.length - 1]);
    }

    private TextTable allRows() {
        TextTable table = new TextTable("row", "parameters", "figure", "unit", "bytes allocated");
        results.rows().stream()
                .sorted(Comparator.comparing((Results.Row row) -> row.name())
                        .thenComparing(row -> parameters(row.parameters())))
                .forEach(row -> table.row(
                        row.name(),
                        parameters(row.parameters()),
                        row.score().text(),
                        row.unit().replace("us/", "µs/"),
                        row.allocation()
                                .map(bytes -> Measured.number(bytes.value()))
                                .orElse("–")));
        return table;
    }

    private static String parameters(Map<String, String> parameters) {
        return new TreeMap<>(parameters).values().stream().collect(Collectors.joining(", "));
    }
}
