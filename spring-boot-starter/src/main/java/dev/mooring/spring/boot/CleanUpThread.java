package dev.mooring.spring.boot;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The thread that ends expired sessions. It is not an executor bean, because Boot would then make none of its own. */
final class CleanUpThread implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mooring-clean-up");
        thread.setDaemon(true);
        return thread;
    });

    ScheduledExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
