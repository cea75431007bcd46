package dev.mooring.rpc.capnweb;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which calls of the client have begun to run and have not ended. Once the server leaves, none begins. Thread-safe. */
final class Running {
    private final Set<Long> numbers = new HashSet<>();
    private boolean closed;
    private @Nullable Runnable whenNone;

    /** A call begins to run, if it has not begun before; false if none may begin. */
    synchronized boolean begin(Caller caller) {
        if (caller.push() == 0) {
            return true; // no call, but a value that settles a promise of ours
        }
        return !closed && numbers.add(caller.number()) || numbers.contains(caller.number());
    }

    /** A call has ended; gives the code that is to run if it was the last one. */
    synchronized @Nullable Runnable end(Caller caller) {
        return numbers.remove(caller.number()) && numbers.isEmpty() ? whenNone : null;
    }

    synchronized boolean contains(long number) {
        return numbers.contains(number);
    }

    synchronized int size() {
        return numbers.size();
    }

    /** From now on no call begins. */
    synchronized void close() {
        closed = true;
    }

    /** Has something run each time when the last call has ended. */
    synchronized void whenNone(Runnable code) {
        whenNone = code;
    }
}
