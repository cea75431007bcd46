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

/** Puts the sizes that a benchmark noted beside the times, so that one file holds both. */
public final class Sizes implements InternalProfiler {
    /** The characters of the token's text. */
    static final String TOKEN = "token.chars";

    /** The bytes of the payload. */
    static final String PAYLOAD = "payload.bytes";

    /** The bytes of heap that were needed. */
    static final String HEAP = "heap.bytes";

    private static final Map<String, Integer> NOTED = new ConcurrentHashMap<>();

    /** JMH makes it by its name. */
    public Sizes() {}

    static void note(String name, int size) {
        NOTED.put(name, size);
    }

    @Override
    public String getDescription() {
        return "Sizes of tokens, payloads and heaps";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // sizes are noted once, by the setup or the benchmark
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Result<?>> sizes = new ArrayList<>();
        NOTED.forEach((name, size) -> sizes.add(new ScalarResult(name, size, "", AggregationPolicy.MAX)));
        return sizes;
    }
}
