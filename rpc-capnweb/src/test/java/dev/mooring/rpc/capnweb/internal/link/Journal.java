package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened outside of the session, where nothing is undone: which calls ran, and what the client has seen. */
public final class Journal {
    private final Map<Long, List<Doubt.Decision>> runs = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private boolean closed;

    /** All is answered: what a copy still does that the client has left does not count. */
    void close() {
        closed = true;
    }

    public void ran(long number, boolean idempotent, Doubt.Decision decision) {
        if (closed) {
            return;
        }
        assertFalse(seen.contains(number), () -> "call " + number + " ran again after its result was seen");
        List<Doubt.Decision> before = runs.computeIfAbsent(number, any -> new ArrayList<>());
        if (!before.isEmpty()) {
            assertTrue(decision == Doubt.Decision.RUN_AGAIN, () -> "call " + number + " ran again unflagged");
            assertTrue(idempotent, () -> "call " + number + " ran again, and may not");
        }
        before.add(decision);
    }

    void saw(long number) {
        seen.add(number);
    }

    int runs(long number) {
        return runs.getOrDefault(number, List.of()).size();
    }

    /** The calls that ran more than once. */
    long repeated() {
        return runs.values().stream().filter(all -> all.size() > 1).count();
    }
}
