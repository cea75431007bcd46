package dev.mooring.rpc.capnweb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Bounds the characters of a stream that are under way and not acknowledged, as Cap'n Web does: it estimates how much the
 * connection holds, from the shortest time of an acknowledgement and the greatest rate of acknowledgements, and allows for
 * somewhat more, so that it grows with the connection. Thread-safe.
 */
final class Window {
    private static final double FIRST = 256 << 10;
    private static final double LEAST = 64 << 10;
    private static final double GROWTH_AT_START = 2;
    private static final double GROWTH = 1.25;
    private static final double DECAY = 0.9;
    private static final int ROUNDS_WITHOUT_GROWTH = 3;

    /**
     * A chunk under way.
     *
     * @param chars its length
     * @param at when it was sent
     * @param deliveredBefore the characters that were acknowledged before
     * @param deliveredAt when the last of them was
     * @param windowThen the window at that time
     * @param filled whether it filled the window
     */
    record Sent(long chars, Instant at, long deliveredBefore, Instant deliveredAt, double windowThen, boolean filled) {}

    private final InstantSource clock;
    private final double most;
    private double window;
    private long underWay;
    private long delivered;
    private Instant deliveredAt = Instant.MAX;
    private double shortest = Double.MAX_VALUE;
    private boolean starting = true;
    private int flatRounds;
    private double windowOfRound;
    private Instant roundBegan = Instant.MIN;

    Window(InstantSource clock, long most) {
        this.clock = clock;
        this.most = Math.max(1, most);
        window = Math.min(FIRST, this.most);
    }

    synchronized Sent sent(long chars) {
        underWay += chars;
        Instant now = clock.instant();
        return new Sent(chars, now, delivered, deliveredAt, window, isFull());
    }

    synchronized boolean isFull() {
        return underWay >= window;
    }

    synchronized void acknowledged(Sent sent) {
        Instant now = clock.instant();
        boolean first = delivered == 0;
        underWay -= sent.chars();
        delivered += sent.chars();
        shortest = Math.min(shortest, seconds(sent.at(), now));
        if (!first) {
            Instant from = sent.deliveredAt().equals(Instant.MAX) ? sent.at() : sent.deliveredAt();
            resize(sent, (delivered - sent.deliveredBefore()) / seconds(from, now));
            endRound(sent, now);
        }
        deliveredAt = now;
    }

    /** At least a microsecond, because clocks are coarse. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(1e-6, Duration.between(from, to).toNanos() / 1e9);
    }

    private void resize(Sent sent, double rate) {
        double growth = starting ? GROWTH_AT_START : GROWTH;
        double wanted = Math.min(rate * shortest * growth, sent.windowThen() * growth);
        // an application that does not fill the window says nothing about the connection
        double floor = sent.filled() ? sent.windowThen() * DECAY : window;
        window = Math.min(Math.max(Math.max(wanted, floor), LEAST), most);
    }

    private void endRound(Sent sent, Instant now) {
        if (!starting || sent.at().isBefore(roundBegan)) {
            return;
        }
        flatRounds = window > windowOfRound * GROWTH ? 0 : flatRounds + 1;
        starting = flatRounds < ROUNDS_WITHOUT_GROWTH;
        roundBegan = now;
        windowOfRound = window;
    }
}
