package dev.mooring.session;

import dev.mooring.api.ledger.SessionLedger;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts a task that runs beside a manager, and gives the step that ends it. */
@FunctionalInterface
interface CleanUp {
    CleanUp NONE = step -> () -> {};

    Runnable start(Runnable step);

    /** A failure of one run goes to the thread's handler of uncaught exceptions, and later runs follow all the same. */
    static CleanUp every(Duration interval, ScheduledExecutorService executor) {
        return step -> {
            Future<?> scheduled = executor.scheduleWithFixedDelay(
                    () -> runAndTell(step), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    private static void runAndTell(Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            // the executor would keep it to itself, errors of the virtual machine too, and run nothing any more
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    default CleanUp and(SessionLedger owned) {
        return step -> {
            Runnable end = start(step);
            return () -> {
                end.run();
                owned.close();
            };
        };
    }
}
