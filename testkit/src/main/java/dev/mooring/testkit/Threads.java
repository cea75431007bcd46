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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.function.Executable;

/** The threads that tests of concurrency run in. Thread-safe. */
public final class Threads {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** One thread's work. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    /** One round of a race: the work of each thread, and the check when all are through. */
    record Round(Work work, Executable check) {}

    private Threads() {}

    /**
     * Lists the kinds of threads, for a parameterized test: those of the platform, and virtual ones on a JDK that has them.
     *
     * @param count how many tasks run at once, at least 1
     * @return each kind with its name; a supplier makes a new executor, which its caller shuts down
     */
    public static Stream<Named<Supplier<ExecutorService>>> kinds(int count) {
        Named<Supplier<ExecutorService>> platform = Named.of("platform", () -> Executors.newFixedThreadPool(count));
        return Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS
                ? Stream.of(platform)
                : Stream.of(platform, Named.of("virtual", Threads::virtual));
    }

    /** By reflection, because this is compiled for an older JDK. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs rounds in the same threads, which start each round at once, until one fails. */
    static void rounds(int count, int rounds, IntFunction<Round> maker) {
        // the barriers let each thread see the writes of the others
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

    /** Runs the same work in many threads that start at once. */
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
