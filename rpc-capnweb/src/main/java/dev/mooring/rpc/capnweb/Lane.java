package dev.mooring.rpc.capnweb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's code of one session as JavaScript would: one segment at a time, in order. A segment is the work of
 * a handler up to its return, or up to the point at which it waits for the client; then the next one has its turn, and the
 * handler goes on when it is its turn again. So a handler that waits keeps nobody from being called, and the state between
 * two turns is whole.
 */
final class Lane {
    /** How many segments a thread runs before it goes back to the pool, so that no session keeps a thread for itself. */
    private static final int MAX_SEGMENTS_AT_ONCE = 64;

    /** The longest that a cut waits for the segments before it. It waits only if the segments of late were shorter. */
    private static final Duration MAX_CUT_DELAY = Duration.ofMillis(1);

    /** The lane that this thread has its turn in. */
    private static final ThreadLocal<@Nullable Lane> HELD = new ThreadLocal<>();

    /** Somebody who waits for a turn. */
    sealed interface Turn {}

    /**
     * A piece of code.
     *
     * @param code the code
     * @param cut whether it is a short piece that runs between two segments of the application's
     */
    private record Segment(Runnable code, boolean cut) implements Turn {}

    /** A thread that goes on with a handler. */
    static final class Return implements Turn {
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
    private final Deque<Segment> cuts = new ArrayDeque<>();
    private final Executor executor;
    private final Runnable whenRejected;
    private final InstantSource clock;
    /** Whether a thread has its turn. One that the executor has not started yet has not. */
    private boolean held;
    /** Whether the executor has been given a task that has not started yet. */
    private boolean called;

    private boolean broken;
    /** Whether the segment that runs has waited, so that its time says nothing; for whoever has the turn. */
    private boolean waited;
    /** When the first of the cuts was asked for. */
    private Instant cutsSince = Instant.MIN;
    /** How long the longest segment took; the longer ago it was, the less it counts. */
    private Duration longest = Duration.ZERO;

    /**
     * Makes a lane.
     *
     * @param executor runs segments
     * @param whenRejected is told when the executor takes no more, after which no segment runs
     * @param clock tells how long segments take
     */
    Lane(Executor executor, Runnable whenRejected, InstantSource clock) {
        this.executor = executor;
        this.whenRejected = whenRejected;
        this.clock = clock;
    }

    /** Runs a segment after all others. */
    void run(Runnable code) {
        enter(new Segment(code, false), false);
    }

    /** Runs a segment before all others that wait. */
    void runNext(Runnable code) {
        enter(new Segment(code, false), true);
    }

    /**
     * Runs a short piece between two segments: at once if none runs, otherwise on the thread that has its turn, as soon as
     * that ends or waits. It needs no thread of the executor, whose threads may all wait for the client.
     *
     * <p>If the segments of late were short, the piece lets those that wait run before it, for a millisecond at most: the
     * calls of one batch need one commit and not one each.
     */
    void between(Runnable code) {
        lock.lock();
        try {
            if (broken) {
                return;
            }
            if (cuts.isEmpty()) {
                cutsSince = clock.instant();
            }
            cuts.addLast(new Segment(code, true));
            if (held) {
                return;
            }
            held = true;
        } finally {
            lock.unlock();
        }
        pass();
    }

    /** Lets nothing run until {@link #open}; before anything else is asked for. */
    void close() {
        held = true;
    }

    /** Lets the waiting segments run, on threads of the executor. */
    void open() {
        lock.lock();
        try {
            held = false;
            if (waiting.isEmpty() && cuts.isEmpty() || called) {
                return;
            }
            called = true;
        } finally {
            lock.unlock();
        }
        call();
    }

    private void enter(Segment segment, boolean first) {
        lock.lock();
        try {
            if (broken) {
                return;
            }
            if (first) {
                waiting.addFirst(segment);
            } else {
                waiting.addLast(segment);
            }
            if (held || called) {
                return;
            }
            called = true;
        } finally {
            lock.unlock();
        }
        call();
    }

    private void call() {
        try {
            executor.execute(this::runSome);
        } catch (RejectedExecutionException full) {
            breakDown();
        }
    }

    /** Runs no segment any more; handlers that wait go on one by one. */
    private void breakDown() {
        lock.lock();
        try {
            broken = true;
            called = false;
            waiting.removeIf(turn -> turn instanceof Segment);
            cuts.clear();
            if (!held) {
                next();
            }
        } finally {
            lock.unlock();
        }
        whenRejected.run();
    }

    private void runSome() {
        Segment segment = begin();
        int left = MAX_SEGMENTS_AT_ONCE;
        while (segment != null) {
            Instant begin = clock.instant();
            boolean whole = false;
            HELD.set(this);
            try {
                segment.code().run();
                whole = true;
            } finally {
                HELD.remove();
                if (!whole) {
                    pass();
                }
            }
            left--;
            if (!segment.cut() && !waited) {
                took(Duration.between(begin, clock.instant()));
            }
            waited = false;
            segment = left > 0 ? passOrKeep() : passAll();
        }
    }

    private void took(Duration time) {
        lock.lock();
        try {
            Duration faded = longest.minus(longest.dividedBy(8));
            longest = time.compareTo(faded) > 0 ? time : faded;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the turn for the first segment, unless somebody has it; a handler that goes on comes first. */
    private @Nullable Segment begin() {
        lock.lock();
        try {
            called = false;
            return held ? null : next();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the turn to whoever is next; a segment is for the caller to run. Called with the lock, without a turn. */
    private @Nullable Segment next() {
        Turn next = cuts.isEmpty() || mayCutsWait() ? waiting.pollFirst() : cuts.pollFirst();
        held = next != null;
        if (next instanceof Return back) {
            back.grant();
        }
        return next instanceof Segment segment ? segment : null;
    }

    private boolean mayCutsWait() {
        return waiting.peekFirst() instanceof Segment
                && longest.compareTo(MAX_CUT_DELAY) < 0
                && Duration.between(cutsSince, clock.instant()).compareTo(MAX_CUT_DELAY) < 0;
    }

    private @Nullable Segment passOrKeep() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Segment passAll() {
        pass();
        return null;
    }

    /** Ends the caller's turn, after the cuts that wait for its end. */
    private void pass() {
        for (Segment cut = nextCutOrEnd(); cut != null; cut = nextCutOrEnd()) {
            cut.code().run();
        }
    }

    private @Nullable Segment nextCutOrEnd() {
        lock.lock();
        try {
            Segment cut = cuts.pollFirst();
            if (cut != null) {
                return cut;
            }
            held = false;
            if (waiting.peekFirst() instanceof Return) {
                next();
                return null;
            }
            if (waiting.isEmpty() || called) {
                return null;
            }
            called = true;
        } finally {
            lock.unlock();
        }
        call();
        return null;
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
            held.waited = true;
            HELD.set(held);
        }
    }

    private void enterAgain() {
        Return back = new Return();
        lock.lock();
        try {
            if (!held) {
                held = true;
                return;
            }
            waiting.addLast(back);
        } finally {
            lock.unlock();
        }
        back.await();
    }
}
