package dev.mooring.rpc.capnweb.internal.link;

import java.util.List;

/** Counts the messages of the client, and drops those that came before (L-8). */
final class InboundLog {
    private long received;

    /**
     * Makes a log.
     *
     * @param received the highest number that has been received
     */
    InboundLog(long received) {
        this.received = received;
    }

    /** The highest number that has been received. */
    long received() {
        return received;
    }

    /** Takes messages, and says which of them are new: they follow the highest number so far. */
    List<String> accept(ClientFrame.Data data) throws LinkException {
        if (data.first() < 1 || data.first() > received + 1) {
            throw new LinkException("Messages follow each other: the next one is " + (received + 1));
        }
        long known = Math.min(received - data.first() + 1, data.lines().size());
        List<String> fresh = data.lines().subList((int) known, data.lines().size());
        received += fresh.size();
        return fresh;
    }
}
