package dev.mooring.benchmarks.rpc;

import java.io.IOException;

/** A client that calls as the npm package does: each call is a push and a pull, and its result is released. */
abstract class Client implements AutoCloseable {
    private final StringBuilder releases = new StringBuilder();
    private long pushed;

    /** Sends lines, and waits for so many results. */
    abstract void exchange(String lines, int results) throws IOException;

    /** Makes so many calls at once, and waits for all results. */
    final void call(int calls) throws IOException {
        make("[\"add\"],[2,3]", calls);
    }

    /** Takes stubs, which stay. */
    final void take(int stubs) throws IOException {
        make("[\"drawer\"],[7]", stubs);
    }

    private void make(String call, int calls) throws IOException {
        StringBuilder lines = new StringBuilder(releases);
        releases.setLength(0);
        for (int i = 0; i < calls; i++) {
            pushed++;
            lines.append("[\"push\",[\"pipeline\",0,").append(call).append("]]\n");
            lines.append("[\"pull\",").append(pushed).append("]\n");
            releases.append("[\"release\",").append(pushed).append(",1]\n");
        }
        exchange(lines.substring(0, lines.length() - 1), calls);
    }

    @Override
    public abstract void close() throws IOException;
}
