package dev.mooring.session;

import dev.mooring.testkit.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Many threads that start at once. */
final class AtOnce {
    static final int THREADS = 32;

    /** One thread's work. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    private AtOnce() {}

    static Stream<Named<Supplier<ExecutorService>>> kindsOfThreads() {
        return Threads.kinds(THREADS);
    }

    static void run(Supplier<ExecutorService> kind, Work work) throws Exception {
        ExecutorService executor = kind.get();
        try {
            run(executor, thread -> {
                work.run(thread);
                return thread;
            });
        } finally {
            executor.shutdownNow();
        }
    }

    /** One thread's part, with a result. */
    @FunctionalInterface
    interface Part<T> {
        T run(int thread) throws Exception;
    }

    /** Runs it in threads of an executor that has enough of them. */
    static <T> List<T> run(ExecutorService executor, Part<T> part) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            parts.add(() -> {
                start.await();
                return part.run(number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : executor.invokeAll(parts)) {
            results.add(result.get());
        }
        return results;
    }
}
