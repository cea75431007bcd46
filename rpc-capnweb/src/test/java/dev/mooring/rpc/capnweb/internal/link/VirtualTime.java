package dev.mooring.rpc.capnweb.internal.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** One thread and a clock that jumps: whatever runs in a world runs here, in one order that never differs. */
public final class VirtualTime implements InstantSource, LinkSettings.LinkTimer {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Task(long at, long made, Runnable code) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::made));
    private long millis;
    private long made;

    void post(Runnable code) {
        after(Duration.ZERO, code);
    }

    @Override
    public Runnable after(Duration delay, Runnable code) {
        Task task = new Task(millis + delay.toMillis(), made++, code);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Runs the next task; false if there is none before the end. */
    boolean step(Duration end) {
        Task next = tasks.peek();
        if (next == null || next.at() > end.toMillis()) {
            return false;
        }
        tasks.remove();
        millis = Math.max(millis, next.at());
        next.code().run();
        return true;
    }

    /** Whether a task is due now. */
    boolean isDue() {
        Task next = tasks.peek();
        return next != null && next.at() <= millis;
    }

    @Override
    public Instant instant() {
        return START.plusMillis(millis);
    }
}
