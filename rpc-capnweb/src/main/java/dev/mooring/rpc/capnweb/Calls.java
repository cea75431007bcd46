package dev.mooring.rpc.capnweb;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The client's calls that have not ended, within bounds; used under the guard. */
final class Calls {
    private final Map<Long, PushedCall> open = new TreeMap<>();
    private final RpcLimits limits;
    private long chars;

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

    Collection<PushedCall> open() {
        return List.copyOf(open.values());
    }
}
