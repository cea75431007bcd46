package dev.mooring.serve.jakarta.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that may wait while a server closes connections whose clients hang. They end when nothing is left to close. */
final class ClosingThreads {
    private static final int MOST = 8;
    private static final int SECONDS_KEPT = 10;

    static final Executor EXECUTOR = make();

    private ClosingThreads() {}

    private static Executor make() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST, MOST, SECONDS_KEPT, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mooring-closing");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
