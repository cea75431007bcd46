package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.LedgerUnavailableException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls in threads of their own, so that each ends for its caller by its deadline. Drivers block, pools wait for a
 * connection for as long as they were told, and an interrupt makes some drivers close the database.
 */
final class Calls implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final int most;
    private final Callable<?> afterEach;
    private final Semaphore places;
    private final ThreadPoolExecutor threads;

    /**
     * Has no thread yet.
     *
     * @param most how many calls run at once
     * @param afterEach runs after each call, in the call's thread and place, when the caller has the answer
     */
    Calls(int most, Callable<?> afterEach) {
        this.most = most;
        this.afterEach = afterEach;
        this.places = new Semaphore(most, true);
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "mooring-jdbc-ledger-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs a call and waits for it, until its deadline. */
    <T> T run(Deadline until, Callable<T> call) throws LedgerUnavailableException {
        boolean placed;
        try {
            placed = places.tryAcquire(until.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LedgerUnavailableException.notAsked("The thread was interrupted before the ledger was asked", null);
        }
        if (!placed) {
            throw LedgerUnavailableException.notAsked(
                    "As many as " + most + " calls have been waiting for the database all the time: see whether it is"
                            + " slow, or raise maxInFlight and the size of the pool",
                    null);
        }
        return answer(submitted(call), until);
    }

    private <T> Future<T> submitted(Callable<T> call) throws LedgerUnavailableException {
        FutureTask<T> task = new FutureTask<>(call);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                    new FutureTask<>(afterEach).run(); // which keeps its failure to itself
                } finally {
                    places.release();
                }
            });
            return task;
        } catch (RejectedExecutionException e) {
            places.release();
            throw LedgerUnavailableException.notAsked("The ledger has been closed", null);
        } catch (RuntimeException | Error noThread) {
            places.release();
            throw noThread;
        }
    }

    private static <T> T answer(Future<T> future, Deadline until) throws LedgerUnavailableException {
        try {
            return future.get(until.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException(
                    "The database gave no answer within the deadline: see whether it is slow, or locked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("The thread was interrupted while the ledger was asked");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LedgerUnavailableException known) {
                throw known;
            }
            if (e.getCause() instanceof VirtualMachineError error) {
                throw error;
            }
            throw new LedgerUnavailableException("The driver of the database failed: see the cause", e);
        }
    }

    /** Takes no more calls; those that run go on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
