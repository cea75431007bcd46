package dev.mooring.rpc.capnweb.internal.link;

import java.util.ArrayList;
import java.util.List;

/** The messages of a client that come before the claim of its session is settled, and wait for that (L-22). */
final class EarlyMessages {
    /** Of the memory that a frame takes beside its messages. */
    private static final int FRAME_CHARS = 64;

    private final List<ClientFrame.Data> waiting = new ArrayList<>();
    private long chars;

    void add(ClientFrame.Data data) {
        waiting.add(data);
        chars += FRAME_CHARS + data.lines().stream().mapToLong(String::length).sum();
    }

    /** The UTF-16 units of those that wait, about. */
    long chars() {
        return chars;
    }

    /** Takes out those that wait, in their order. */
    List<ClientFrame.Data> take() {
        List<ClientFrame.Data> all = List.copyOf(waiting);
        clear();
        return all;
    }

    /** Forgets them, because the client sends them again on its next socket. */
    void clear() {
        waiting.clear();
        chars = 0;
    }
}
