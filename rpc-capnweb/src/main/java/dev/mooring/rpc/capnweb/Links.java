package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The bounds and times of the link, as its page has them, and the JDK's own timer. */
final class Links {
    private static final LinkSettings.Times TIMES = new LinkSettings.Times(
            Duration.ofMillis(100),
            Duration.ofSeconds(90),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));

    /** Room for the header of a frame beside its messages. */
    private static final int HEADER_CHARS = 1_024;

    private Links() {}

    static int maxFrameChars(RpcLimits limits) {
        return (int) Math.min((long) limits.maxMessageChars() + HEADER_CHARS, Integer.MAX_VALUE);
    }

    static LinkSettings settings(RpcLimits limits, Executor executor) {
        Executor quiet = quiet(executor);
        return new LinkSettings(
                maxFrameChars(limits),
                limits.maxWaitingChars(),
                limits.maxWaitingChars(),
                TIMES,
                (delay, task) -> after(delay, task, quiet),
                quiet);
    }

    /** An executor that takes no more belongs to a server that ends, whose clients go elsewhere. */
    private static Executor quiet(Executor executor) {
        return task -> {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException ends) {
                // there is nobody to do it
            }
        };
    }

    /** A future that completes before its time takes its timer with it. */
    private static Runnable after(Duration delay, Runnable task, Executor executor) {
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        due.thenAccept(fired -> {
            if (fired) {
                executor.execute(task);
            }
        });
        due.completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> due.complete(false);
    }
}
