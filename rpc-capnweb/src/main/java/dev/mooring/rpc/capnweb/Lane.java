package dev.mooring.rpc.capnweb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's code of one session as JavaScript would: one segment at a time, in order. A segment is all that a
 * handler does up to its return, or up to where it waits for the client; then the next one has its turn, and the handler
 * goes on when it is its turn again. So a handler that waits keeps nobody from being called, and what stands between two
 * turns is whole.
 */
final class Lane {
    /** How many segments a thread runs before it goes back to the pool, so that no session keeps a thread for itself. */
    private static final int MAX_SEGMENTS_AT_ONCE = 64;

    /** The lane that this thread has its turn in. */
    private static final ThreadLocal<@Nullable Lane> HELD = new ThreadLocal<>();

    /** Somebody who waits for a turn. */
    private sealed interface Turn {}

    private record Segment(Runnable code) implements Turn {}

    /** A thread that goes on with a handler. */
    private static final class Return implements Turn {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;

        void grant() {
            granted = true;
            LockSupport.unpark(thread);
        }

        void await() {
            boolean interrupted = false;
            while (!granted) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Executor executor;
    private final Runnable whenRejected;
    private boolean busy;
    private boolean broken;

    /**
     * Makes a lane.
     *
     * @param executor runs segments
     * @param whenRejected is told once when the executor takes no more, after which no segment runs
     */
    Lane(Executor executor, Runnable whenRejected) {
        this.executor = executor;
        this.whenRejected = whenRejected;
    }

    /** Runs a segment after all others. */
    void run(Runnable code) {
        enter(new Segment(code), false);
    }

    /** Runs a segment before all others that wait: between two segments, never within one. */
    void runNext(Runnable code) {
        enter(new Segment(code), true);
    }

    private void enter(Segment segment, boolean first) {
        lock.lock();
        try {
            if (first) {
                waiting.addFirst(segment);
            } else {
                waiting.addLast(segment);
            }
            if (busy) {
                return;
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        pass();
    }

    /** Gives the turn, which the caller has, to whoever is next. */
    private void pass() {
        Turn next = next();
        if (next instanceof Segment segment) {
            start(segment);
        } else if (next instanceof Return back) {
            back.grant();
        }
    }

    private @Nullable Turn next() {
        lock.lock();
        try {
            Turn next = waiting.pollFirst();
            busy = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void start(Segment segment) {
        try {
            executor.execute(() -> runFrom(segment));
        } catch (RejectedExecutionException full) {
            breakDown();
        }
    }

    /** Lets everybody who waits go on, so that no thread is lost, and runs nothing more. */
    private void breakDown() {
        Deque<Turn> left;
        lock.lock();
        try {
            broken = true;
            left = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        for (Turn turn : left) {
            if (turn instanceof Return back) {
                back.grant();
            }
        }
        whenRejected.run();
    }

    private void runFrom(Segment first) {
        Turn turn = first;
        int left = MAX_SEGMENTS_AT_ONCE;
        while (turn instanceof Segment segment && left > 0) {
            HELD.set(this);
            boolean whole = false;
            try {
                segment.code().run();
                whole = true;
            } finally {
                HELD.remove();
                if (!whole) {
                    pass();
                }
            }
            turn = next();
            left--;
        }
        if (turn instanceof Segment segment) {
            start(segment);
        } else if (turn instanceof Return back) {
            back.grant();
        }
    }

    /** Waits for something. */
    @FunctionalInterface
    interface Waiting {
        void await() throws InterruptedException;
    }

    /** Waits; a thread that has its turn in a lane gives it away meanwhile. */
    static void await(Waiting waiting) throws InterruptedException {
        Lane held = HELD.get();
        if (held == null) {
            waiting.await();
            return;
        }
        HELD.remove();
        held.pass();
        try {
            waiting.await();
        } finally {
            held.enterAgain();
            HELD.set(held);
        }
    }

    private void enterAgain() {
        Return back = new Return();
        lock.lock();
        try {
            if (!busy || broken) {
                busy = true;
                return;
            }
            waiting.addLast(back);
        } finally {
            lock.unlock();
        }
        back.await();
    }
}
