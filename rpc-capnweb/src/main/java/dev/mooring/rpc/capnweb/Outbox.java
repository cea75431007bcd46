package dev.mooring.rpc.capnweb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All messages for the client, in order. It is the only way out, and is used under the session's guard only, so that each
 * message belongs to the step that made it.
 */
final class Outbox {

    /**
     * A message.
     *
     * @param number counts the session's messages to the client from 1
     * @param line its text
     */
    record Output(long number, String line) {}

    private final Deque<Output> waiting = new ArrayDeque<>();
    private long lastNumber;
    private long chars;

    /** Adds a message. */
    void add(String line) {
        lastNumber++;
        chars += line.length();
        waiting.add(new Output(lastNumber, line));
    }

    /** The UTF-16 units of all messages that wait. */
    long chars() {
        return chars;
    }

    /** The number of the last message. */
    long lastNumber() {
        return lastNumber;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the message that has waited longest, or null. */
    @Nullable
    Output poll() {
        Output first = waiting.poll();
        if (first != null) {
            chars -= first.line().length();
        }
        return first;
    }

    /** Takes all messages that wait. */
    List<Output> take() {
        List<Output> taken = new ArrayList<>(waiting);
        waiting.clear();
        chars = 0;
        return taken;
    }
}
