package dev.mooring.rpc.capnweb;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Counts the stubs that the client has of each target that wants to know when the last one is gone; under the guard. */
final class Targets {
    private final Map<Object, Integer> counts = new IdentityHashMap<>();
    private final Core core;

    Targets(Core core) {
        this.core = core;
    }

    void retain(Object target) {
        if (target instanceof RpcDisposable) {
            counts.merge(target, 1, Integer::sum);
        }
    }

    void drop(Object target) {
        if (target instanceof RpcDisposable disposable) {
            if (counts.computeIfPresent(target, (key, count) -> count == 1 ? null : count - 1) == null) {
                core.afterStep(() -> core.segment("dispose", disposable::dispose));
            }
        }
    }

    /** The session has ended: nothing is with the client any more. */
    List<RpcDisposable> takeAll() {
        List<RpcDisposable> all = new ArrayList<>();
        counts.keySet().forEach(target -> all.add((RpcDisposable) target));
        counts.clear();
        return all;
    }
}
