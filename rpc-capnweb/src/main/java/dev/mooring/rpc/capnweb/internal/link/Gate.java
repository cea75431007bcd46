package dev.mooring.rpc.capnweb.internal.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets work in until it is closed, and tells when all of it has come out. Thread-safe. */
final class Gate {
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private int inside;
    private boolean closed;

    /** Lets somebody in; false if the gate is closed. */
    synchronized boolean enter() {
        if (!closed) {
            inside++;
        }
        return !closed;
    }

    void exit() {
        synchronized (this) {
            inside--;
            if (!closed || inside > 0) {
                return;
            }
        }
        empty.complete(null);
    }

    /** Closes the gate; the stage completes when nobody is inside. */
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
            if (inside > 0) {
                return empty;
            }
        }
        empty.complete(null);
        return empty;
    }
}
