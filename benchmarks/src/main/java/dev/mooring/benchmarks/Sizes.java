package dev.mooring.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Puts the sizes that a setup noted beside the times, so that one file holds both. */
public final class Sizes implements InternalProfiler {
    /** The characters of the token's text. */
    static final String TOKEN = "token.chars";

    /** The bytes of the payload. */
    static final String PAYLOAD = "payload.bytes";

    private static final Map<String, Integer> NOTED = new ConcurrentHashMap<>();

    /** JMH makes it by its name. */
    public Sizes() {}

    static void note(String name, int size) {
        NOTED.put(name, size);
    }

    @Override
    public String getDescription() {
        return "Sizes of tokens and payloads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // sizes are noted once, by the setup
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Result<?>> sizes = new ArrayList<>();
        NOTED.forEach((name, size) -> sizes.add(new ScalarResult(name, size, "", AggregationPolicy.MAX)));
        return sizes;
    }
}
