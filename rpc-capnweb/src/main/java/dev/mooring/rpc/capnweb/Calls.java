package dev.mooring.rpc.capnweb;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The client's calls that have not ended, within bounds; used under the guard. */
final class Calls {
    private final Map<Long, PushedCall> open = new TreeMap<>();
    private final RpcLimits limits;
    private long chars;
    private @Nullable Runnable whenEmpty;

    Calls(RpcLimits limits) {
        this.limits = limits;
    }

    /** Takes a call in; says whether there is room for it. */
    boolean add(PushedCall call) {
        open.put(call.id(), call);
        chars += call.chars();
        return open.size() <= limits.maxCalls() && chars <= limits.maxWaitingChars();
    }

    void remove(PushedCall call) {
        if (open.remove(call.id()) != null) {
            chars -= call.chars();
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Has something run each time that the last call has ended. */
    void whenEmpty(Runnable code) {
        whenEmpty = code;
    }

    /** The thing to run now, because the last call has ended. */
    Optional<Runnable> emptied() {
        return open.isEmpty() ? Optional.ofNullable(whenEmpty) : Optional.empty();
    }

    Collection<PushedCall> open() {
        return List.copyOf(open.values());
    }
}
