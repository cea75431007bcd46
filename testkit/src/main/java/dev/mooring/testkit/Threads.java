package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs the same work in many threads that start at once. */
final class Threads {

    /** One thread's work. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    private Threads() {}

    static void run(int count, Work work) {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> results = IntStream.range(0, count)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        work.run(thread);
                        return null;
                    }))
                    .toList();
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException failed) {
            fail("a thread failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail("interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }
}
