package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future that a handler can wait for: meanwhile other calls of the session have their turn. */
class LaneFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Core core;

    LaneFuture(Core core) {
        this.core = core;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LaneFuture<>(core);
    }

    /** Waits without the lane until the outcome is known. */
    void awaitOutcome() throws InterruptedException, ExecutionException {
        super.get();
    }

    /** As {@link #awaitOutcome()}, and not for ever. */
    void awaitOutcome(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        super.get(timeout, unit);
    }

    /** Is called after a wait, with the lane. */
    void afterWait() {}

    private void giveWay(Lane.Waiting waiting) throws InterruptedException {
        if (isDone()) {
            return;
        }
        if (core.isInStep()) {
            throw new IllegalStateException("Nothing can wait for the client within atomically: wait before or after");
        }
        Lane.await(waiting);
        afterWait();
    }

    private void awaitQuietly() throws InterruptedException {
        try {
            awaitOutcome();
        } catch (ExecutionException outcome) {
            // the caller looks at it
        }
    }

    private void awaitQuietly(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            awaitOutcome(timeout, unit);
        } catch (ExecutionException | TimeoutException outcome) {
            // the caller looks at it
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        giveWay(this::awaitQuietly);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        giveWay(() -> awaitQuietly(timeout, unit));
        return super.get(0, unit);
    }

    @Override
    public T join() {
        try {
            giveWay(this::awaitQuietly);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        }
        return super.join();
    }
}
