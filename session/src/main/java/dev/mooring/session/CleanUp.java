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

    static CleanUp every(Duration interval, ScheduledExecutorService executor) {
        return step -> {
            Future<?> scheduled = executor.scheduleWithFixedDelay(
                    step, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
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
