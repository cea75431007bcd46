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
            Integer count = counts.get(target);
            if (count == null) {
                return; // it was disposed of when the session ended
            }
            if (count > 1) {
                counts.put(target, count - 1);
            } else {
                counts.remove(target);
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
