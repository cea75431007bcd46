package dev.mooring.rpc.capnweb.internal.link;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The bounds of a server (L-34), its times (L-16, L-29, L-33), and its timer and executor.
 *
 * @param maxFrameChars the most UTF-16 units of a frame of the client
 * @param maxKeptChars the most UTF-16 units of the messages that a client keeps
 * @param maxUnacknowledgedChars the most UTF-16 units of commits that the client has not acknowledged
 * @param times how long things may take
 * @param timer calls back later
 * @param executor runs tasks that may block
 */
public record LinkSettings(
        int maxFrameChars,
        long maxKeptChars,
        long maxUnacknowledgedChars,
        Times times,
        LinkTimer timer,
        Executor executor) {

    /**
     * How long things may take.
     *
     * @param coverWithin when input without output is covered
     * @param deadAfter when a socket without a frame is taken for dead
     * @param unconfirmedFor when an unconfirmed copy is dropped
     * @param detachedFor when a copy without a socket is dropped
     * @param refreshAfter when a session that says nothing gets a fresh token, unless half of its token's life is over before
     */
    public record Times(
            Duration coverWithin,
            Duration deadAfter,
            Duration unconfirmedFor,
            Duration detachedFor,
            Duration refreshAfter) {}

    /** Calls back later. */
    @FunctionalInterface
    public interface LinkTimer {

        /**
         * Has something run later.
         *
         * @param delay when
         * @param task the code; it does not block
         * @return cancels it
         */
        Runnable after(Duration delay, Runnable task);
    }
}
