package dev.mooring.rpc.capnweb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps that follow when something has settled: short code of ours that does not block. One thread at a time runs all of it,
 * one after the other, so that a long chain of promises takes a loop and not a deep stack.
 */
final class Continuations {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Consumer<Runnable> runner;
    private boolean running;

    /**
     * Makes a queue.
     *
     * @param runner runs one, and lets no exception out
     */
    Continuations(Consumer<Runnable> runner) {
        this.runner = runner;
    }

    void run(Runnable code) {
        lock.lock();
        try {
            waiting.add(code);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        for (Runnable next = next(); next != null; next = next()) {
            runner.accept(next);
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = waiting.poll();
            running = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
