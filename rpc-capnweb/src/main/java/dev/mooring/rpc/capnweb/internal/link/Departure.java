package dev.mooring.rpc.capnweb.internal.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How a copy leaves. Thread-safe; a question under the session's guard takes no lock. */
final class Departure {
    private final CompletableFuture<Left> outcome = new CompletableFuture<>();
    private final long afterMs;
    private volatile boolean graceIsOver;
    private volatile Left.Way way = Left.Way.ENDED;
    private volatile int cutOff;

    Departure(Leaving how) {
        afterMs = how.afterMs();
    }

    CompletionStage<Left> outcome() {
        return outcome;
    }

    /** The frame that sends the client to another server. */
    String move() {
        return ServerFrames.move(afterMs);
    }

    void endGrace() {
        graceIsOver = true;
    }

    /** Whether the last commit is due: nothing runs, or has had its time. */
    boolean isDue(LinkedPeer peer) {
        return graceIsOver || peer.running() == 0;
    }

    /** Notes the calls that the last commit cuts off. */
    void cutOff(int calls) {
        cutOff = calls;
    }

    /** Says how it goes, if it does not end otherwise before. */
    void goes(Left.Way how) {
        way = how;
    }

    /** The copy is gone. */
    void complete() {
        outcome.complete(new Left(way, cutOff));
    }
}
