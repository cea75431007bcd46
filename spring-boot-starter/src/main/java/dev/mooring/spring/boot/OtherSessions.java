package dev.mooring.spring.boot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sessions beside those of the application's manager: those of Cap'n Web. */
interface OtherSessions {

    /** How many are live. */
    int live();

    /** Whether they are leaving. */
    boolean isDraining();

    /** Begins to let them go, and does not wait. The result is a line for the log. */
    CompletableFuture<String> leave(Duration atMost);
}
