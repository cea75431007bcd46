package dev.mooring.rpc.capnweb.internal.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The commits that the client has not acknowledged, to be sent again when it is attached again (L-16). */
final class OutboundLog {
    private record Sent(long serial, String frame) {}

    private final Deque<Sent> sent = new ArrayDeque<>();
    private long last;
    private long acknowledged;
    private long chars;

    /**
     * Makes a log.
     *
     * @param last the serial that the client has seen
     */
    OutboundLog(long last) {
        this.last = last;
        this.acknowledged = last;
    }

    /** The serial of the newest commit. */
    long last() {
        return last;
    }

    /** The UTF-16 units of all commits that are kept. */
    long chars() {
        return chars;
    }

    void add(long serial, String frame) {
        last = serial;
        chars += frame.length();
        sent.add(new Sent(serial, frame));
    }

    /** Whether the client has all commits. */
    boolean isAcknowledged() {
        return sent.isEmpty();
    }

    /** Lets go of the commits that the client has. */
    void acknowledge(long serial) throws LinkException {
        if (serial > last || serial < acknowledged) {
            throw new LinkException("Only a commit that was sent is acknowledged, and acknowledgements never go back");
        }
        acknowledged = serial;
        while (!sent.isEmpty() && sent.getFirst().serial() <= serial) {
            chars -= sent.removeFirst().frame().length();
        }
    }

    /** The frames that the client does not have, in order. */
    List<String> unacknowledged() {
        return sent.stream().map(Sent::frame).toList();
    }
}
