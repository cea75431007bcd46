package dev.mooring.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Runs tasks one after the other on the thread that gives them, and none within another, so that runs never differ. */
final class Turns implements Executor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (!running) {
            running = true;
            try {
                while (!waiting.isEmpty()) {
                    waiting.poll().run();
                }
            } finally {
                running = false;
            }
        }
    }
}
