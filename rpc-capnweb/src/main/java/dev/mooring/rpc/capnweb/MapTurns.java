package dev.mooring.rpc.capnweb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one {@code map()}. Its calls run in the order in which a lane would run them, but all in one segment of the
 * lane: if none of them waits, the map is one step together with its result, and no cut falls between two of its calls.
 */
final class MapTurns implements Turns {
    private final Core core;
    private final Turns outer;
    /** Used by the thread of the segment only. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private volatile @Nullable Thread segment;

    MapTurns(Core core, Turns outer) {
        this.core = core;
        this.outer = outer;
    }

    /** Begins the segment. */
    void begin(Runnable evaluation) {
        outer.call(() -> run(evaluation));
    }

    private void run(Runnable evaluation) {
        segment = Thread.currentThread();
        try {
            for (Runnable next = evaluation; next != null; next = waiting.poll()) {
                core.safely(next);
            }
        } finally {
            segment = null;
            // an error of the virtual machine came between
            waiting.forEach(core.lane()::run);
            waiting.clear();
        }
    }

    @Override
    public void call(Runnable code) {
        if (segment == Thread.currentThread()) {
            waiting.add(code);
        } else {
            outer.call(code);
        }
    }

    @Override
    public void follow(Runnable code) {
        if (segment == Thread.currentThread()) {
            waiting.add(code);
        } else {
            outer.follow(code);
        }
    }
}
