package dev.mooring.rpc.capnweb.internal.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alarms by name, of which each is set once. Thread-safe. */
final class Alarms {
    private final LinkSettings.LinkTimer timer;
    private final Map<String, Runnable> set = new HashMap<>();

    Alarms(LinkSettings.LinkTimer timer) {
        this.timer = timer;
    }

    synchronized void set(String name, Duration delay, Runnable task) {
        cancel(name);
        Object[] mine = new Object[1];
        Runnable cancel = timer.after(delay, () -> {
            if (fired(name, mine[0])) {
                task.run();
            }
        });
        mine[0] = cancel;
        set.put(name, cancel);
    }

    private synchronized boolean fired(String name, @Nullable Object cancel) {
        return set.get(name) == cancel && set.remove(name) != null;
    }

    synchronized void setUnlessSet(String name, Duration delay, Runnable task) {
        if (!set.containsKey(name)) {
            set(name, delay, task);
        }
    }

    synchronized boolean isSet(String name) {
        return set.containsKey(name);
    }

    synchronized void cancel(String name) {
        Runnable cancel = set.remove(name);
        if (cancel != null) {
            cancel.run();
        }
    }

    synchronized void cancelAll() {
        set.values().forEach(Runnable::run);
        set.clear();
    }
}
