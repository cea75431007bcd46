package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call of the client's. Its continuations run in the lane; whoever waits for it goes on as soon as the client
 * has answered, even if no thread is free for the lane.
 */
final class RemoteFuture extends LaneFuture<@Nullable Object> {
    private final Core core;
    private final Import call;
    private final TargetMethod method;
    private final CompletableFuture<Hook> outcome;
    private final AtomicBoolean delivered = new AtomicBoolean();

    RemoteFuture(Core core, Import call, TargetMethod method) {
        super(core);
        this.core = core;
        this.call = call;
        this.method = method;
        outcome = call.outcome();
        outcome.thenAccept(hook -> core.lane().run(this::deliver));
    }

    @Override
    void awaitOutcome() throws InterruptedException, ExecutionException {
        outcome.get();
    }

    @Override
    void awaitOutcome(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        outcome.get(timeout, unit);
    }

    @Override
    void afterWait() {
        if (outcome.isDone()) {
            deliver();
        }
    }

    /** Completes the future, unless that was done. */
    private void deliver() {
        if (!delivered.compareAndSet(false, true)) {
            return;
        }
        core.change(() -> core.imports().removeUser(call));
        Hook hook = outcome.join();
        if (hook instanceof Hook.Failed failed) {
            completeExceptionally(RpcException.of(failed.reason()));
            return;
        }
        try {
            complete(Received.object(core, hook, method));
        } catch (IllegalArgumentException unfit) {
            completeExceptionally(
                    new RpcException("TypeError", "The client's result does not fit: " + unfit.getMessage()));
        }
    }

    /** Tells the client that the result is of no use any more. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (delivered.compareAndSet(false, true)) {
            core.change(() -> core.imports().removeUser(call));
            outcome.thenAccept(hook -> core.change(() -> core.drop(hook)));
        }
        return super.cancel(mayInterruptIfRunning);
    }
}
