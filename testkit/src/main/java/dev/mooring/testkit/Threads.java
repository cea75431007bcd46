package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Runs the same work in many threads that start at once. */
final class Threads {

    /** One thread's work. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    /** One round of a race: what each thread does, and what must hold when all are through. */
    record Round(Work work, Executable check) {}

    private Threads() {}

    /** Runs rounds in the same threads, which start each round at once, until one fails. */
    static void rounds(int count, int rounds, IntFunction<Round> maker) {
        // the barriers make what one thread writes seen by the others
        Round[] current = {maker.apply(0)};
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicInteger next = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(count);
        CyclicBarrier end = new CyclicBarrier(count, () -> {
            keepFailure(failure, current[0].check());
            current[0] = maker.apply(next.incrementAndGet());
        });
        run(count, thread -> {
            for (int round = 0; round < rounds && failure.get() == null; round++) {
                start.await();
                keepFailure(failure, () -> current[0].work().run(thread));
                end.await();
            }
        });
        if (failure.get() != null) {
            fail("round " + next.get() + " failed", failure.get());
        }
    }

    /** A thread that left a round would leave the others waiting. */
    private static void keepFailure(AtomicReference<@Nullable Throwable> failure, Executable step) {
        try {
            step.execute();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

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
