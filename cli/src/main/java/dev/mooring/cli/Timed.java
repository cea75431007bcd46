package dev.mooring.cli;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A result, and how long it took to get. A look, not a benchmark: those are in the benchmarks module.
 *
 * @param result the result of the last call
 * @param nanos the median of the calls after a short warm-up
 */
record Timed<T>(T result, long nanos) {
    private static final int WARM_UP = 100;
    private static final int MEASURED = 101;

    static <T> Timed<T> of(Supplier<T> call) {
        T result = call.get();
        for (int i = 1; i < WARM_UP; i++) {
            result = call.get();
        }
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            result = call.get();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return new Timed<>(result, nanos[MEASURED / 2]);
    }
}
