package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int CHUNK = 32 << 10;
    private static final long NO_BOUND = 1L << 40;

    private Instant now = Instant.EPOCH;

    /** Sends chunks as the window lets it, over a line with a rate and a delay, and gives the most that was under way. */
    private long mostUnderWay(long most, int chunks, double charsPerSecond, Duration delay) {
        Window window = new Window(() -> now, most);
        Deque<Window.Sent> sent = new ArrayDeque<>();
        Deque<Instant> arrivals = new ArrayDeque<>();
        Instant free = now;
        long greatest = 0;
        for (int i = 0; i < chunks; i++) {
            while (window.isFull()) {
                now = arrivals.remove();
                window.acknowledged(sent.remove());
            }
            sent.add(window.sent(CHUNK));
            free = (free.isBefore(now) ? now : free).plusNanos((long) (CHUNK / charsPerSecond * 1e9));
            arrivals.add(free.plus(delay));
            greatest = Math.max(greatest, (long) sent.size() * CHUNK);
        }
        return greatest;
    }

    @Test
    void window_beforeAnyAcknowledgement_holdsAQuarterOfAMebibyte() {
        Window window = new Window(() -> now, NO_BOUND);
        for (int i = 0; i < 8; i++) {
            assertFalse(window.isFull());
            window.sent(CHUNK);
        }
        assertTrue(window.isFull());
    }

    @Test
    void window_onAFastLineWithADelay_growsBeyondTheFirst() {
        long most = mostUnderWay(NO_BOUND, 4_000, 50e6, Duration.ofMillis(100));
        assertTrue(most > 2 << 20, "most: " + most);
    }

    @Test
    void window_onASlowLine_staysSmall() {
        long most = mostUnderWay(NO_BOUND, 1_000, 100e3, Duration.ofMillis(10));
        assertTrue(most <= 1 << 20, "most: " + most);
    }

    @Test
    void window_isBounded() {
        assertTrue(mostUnderWay(512 << 10, 4_000, 50e6, Duration.ofMillis(100)) <= (512 << 10) + CHUNK);
        assertEquals(CHUNK, mostUnderWay(1, 3, 1e6, Duration.ofMillis(1)));
    }

    @Test
    void window_whoseClockStandsStill_stillOpens() {
        Window window = new Window(() -> now, NO_BOUND);
        for (int i = 0; i < 10_000; i++) {
            window.acknowledged(window.sent(CHUNK));
        }
        assertFalse(window.isFull());
    }
}
