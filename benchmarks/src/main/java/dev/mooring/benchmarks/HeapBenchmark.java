package dev.mooring.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How much memory does a very large snapshot need? The figure is the heap that issuing takes on top of the snapshot and the
 * token's text, over the payload; the time is that of finding it out. {@link LargestBenchmark} counts the garbage, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HeapBenchmark {

    /** The codec and the sealer. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm"})
    public String token;

    /** The bytes of heap that issuing needs. */
    @Benchmark
    public int issue() throws IOException, InterruptedException {
        HeapNeed need = HeapNeed.of(token);
        Sizes.note(Sizes.HEAP, need.bytes());
        Sizes.note(Sizes.PAYLOAD, need.payload());
        return need.bytes();
    }
}
