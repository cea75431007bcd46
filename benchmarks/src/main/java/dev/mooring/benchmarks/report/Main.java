package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.Storm;
import dev.mooring.benchmarks.ledger.LedgerBench;
import dev.mooring.benchmarks.rpc.RpcBench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program that {@code benchmarks/run} and {@code benchmarks/compare} start. */
public final class Main {
    private static final int DONE = 0;
    private static final int WORSE = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    /**
     * Runs the benchmarks, or reads the results of a run.
     *
     * @param arguments {@code quick ROOT COMMIT}, {@code full ROOT COMMIT}, {@code storm}, {@code rpc ROOT [brief]},
     *     {@code ledger [brief]},
     *     {@code report FILE} or {@code compare FILE FILE}
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    /** Does one command; the exit code says whether all is well. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return done(arguments, out, err);
        } catch (JacksonException e) {
            err.println("A file cannot be read as JMH's results: " + e.getOriginalMessage());
        } catch (Throwable e) {
            // for an exception that leaves main, the JVM exits with the code that means worse
            e.printStackTrace(err);
        }
        return UNUSABLE;
    }

    private static int done(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        switch (arguments.get(0)) {
            case "quick" -> report(measured(Plan.quick(), Path.of(arguments.get(1))), out);
            case "full" -> {
                Path root = Path.of(arguments.get(1));
                Path file = measured(Plan.full(), root);
                publish(file, root, Environment.here(arguments.get(2)));
                report(file, out);
            }
            case "storm" -> Storm.run(out);
            case "ledger" -> LedgerBench.run(arguments.contains("brief"), out);
            case "rpc" -> RpcBench.run(Path.of(arguments.get(1)), arguments.contains("brief"), out);
            case "report" -> report(Path.of(arguments.get(1)), out);
            case "compare" -> {
                return compare(Path.of(arguments.get(1)), Path.of(arguments.get(2)), out, err);
            }
            default -> throw new IllegalArgumentException("No command is named " + arguments.get(0));
        }
        return DONE;
    }

    private static void report(Path file, PrintStream out) {
        out.print(new Report(Results.read(file)).forTerminal());
    }

    private static int compare(Path before, Path after, PrintStream out, PrintStream err) {
        Comparison comparison = new Comparison(Results.read(before), Results.read(after));
        if (comparison.compared() == 0) {
            err.println("No ratio is in both files, so that nothing was compared: give the results of two equal runs");
            return UNUSABLE;
        }
        out.print(comparison.forTerminal());
        return comparison.isWorse() ? WORSE : DONE;
    }

    private static Path measured(List<Options> plan, Path root) throws Exception {
        List<RunResult> results = new ArrayList<>();
        for (Options rows : plan) {
            results.addAll(new Runner(rows).run());
        }
        return written(results, root.resolve("benchmarks/target/results.json"));
    }

    private static Path written(List<RunResult> results, Path file) throws Exception {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        return file;
    }

    /** Writes the committed part of a full run. */
    static void publish(Path measured, Path root, Environment environment) throws Exception {
        JsonNode json = JsonMapper.shared().readTree(measured);
        Results results = Results.of(json);
        write(root.resolve("benchmarks/results/full.json"), Published.of(json));
        for (var chart : Charts.of(results).entrySet()) {
            write(root.resolve("docs/performance").resolve(chart.getKey()), chart.getValue());
        }
        write(root.resolve("PERFORMANCE.md"), new PerformancePage(results, environment).text());
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
