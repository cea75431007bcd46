package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.session.ExportTable;
import dev.mooring.session.LiveValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The things of ours that the client has: hooks by the ids of the session's export table, which holds their durable form; used under
 * the guard.
 *
 * <p>A call that has not ended holds the entries that it needs. Holds are counted apart from the client's references: a
 * release of a held entry is taken off when the last hold has gone.
 */
final class Exports {

    /** Results that weigh less are not counted: the number of entries bounds them. */
    private static final long WORTH_COUNTING = 1_024;

    /** The thing that an id stands for. */
    private static final class Entry {
        private Hook hook;
        private int holds;
        /** The references that the client has released while the entry was held. */
        private long released;

        private boolean answered;
        private long weight;

        Entry(Hook hook) {
            this.hook = hook;
        }
    }

    private final ExportTable table;
    private final Core core;
    private final Map<Long, Entry> entries = new HashMap<>();
    private Hook main = Hook.Plain.UNDEFINED;
    private long weight;

    Exports(ExportTable table, Core core) {
        this.table = table;
        this.core = core;
    }

    void setMain(Hook main) {
        core.retain(main);
        this.main = main;
    }

    /** The main object, or undefined. */
    Hook main() {
        return main;
    }

    /** Takes the id of the client's next push. */
    long push(Hook.Pending pending) {
        long id = table.addPushed(LiveValue.promise(pending, References.PROMISE));
        entries.put(id, new Entry(pending));
        refuseTooMany();
        return id;
    }

    /** Gives the client something under our next id. */
    long introduce(Hook hook) {
        core.retain(hook);
        long id = core.session().ids().allocateNegative();
        table.insert(id, References.durable(hook, true));
        entries.put(id, new Entry(hook));
        refuseTooMany();
        return id;
    }

    /** Takes over an entry of a restored session. */
    void restore(long id, Hook hook) {
        core.retain(hook);
        Entry entry = new Entry(hook);
        entries.put(id, entry);
        weigh(entry);
    }

    private void refuseTooMany() {
        int max = core.settings().limits().maxEntries();
        if (entries.size() > max) {
            core.afterStep(
                    () -> core.abort("The session has more than " + max + " exports: release what is not needed"));
        }
    }

    /** The hook of an id of ours. */
    Hook find(long id) throws WireException {
        return id == 0 ? main : entry(id).hook;
    }

    /** As {@link #find}, also if the client has released it since: for a call that named it before. */
    Hook findAgain(long id) throws WireException {
        Entry entry = entries.get(id);
        if (id != 0 && entry == null) {
            throw unknown(id);
        }
        return entry == null ? main : entry.hook;
    }

    private static WireException unknown(long id) {
        return new WireException("The id " + id + " is not in the export table");
    }

    private Entry entry(long id) throws WireException {
        Entry entry = entries.get(id);
        if (entry == null || entry.released > 0 && entry.released == references(id)) {
            throw unknown(id);
        }
        return entry;
    }

    private long references(long id) {
        return table.find(id).orElseThrow().references();
    }

    /** Says whether the hook of an id is settled. */
    boolean isSettled(long id) throws WireException {
        return !(find(id) instanceof Hook.Pending);
    }

    /** Notes that the client asks for a result; says whether it is there already. */
    boolean pull(long id) throws WireException {
        if (!isSettled(id)) {
            table.pull(id);
            return false;
        }
        if (id != 0) {
            answered(id, entry(id));
        }
        return true;
    }

    /** The client is about to have a result that waited for it. */
    private void answered(long id, Entry entry) {
        if (!entry.answered) {
            entry.answered = true;
            if (entry.weight >= WORTH_COUNTING) {
                table.replace(id, References.durable(entry.hook, true));
            }
        }
    }

    /** Says whether the client has asked for a result that is not there yet. */
    boolean isPulled(long id) {
        return table.find(id)
                .map(entry -> entry.value() instanceof LiveValue.Promise promise && promise.pulled())
                .orElse(false);
    }

    /** Settles a push; says whether the client has asked for the result. */
    boolean settle(long id, Hook hook) {
        boolean pulled = isPulled(id);
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.hook = hook;
            entry.answered = pulled;
            table.resolve(id, References.durable(hook, pulled));
            weigh(entry);
        }
        return pulled;
    }

    private void weigh(Entry entry) {
        entry.weight = Weight.of(entry.hook);
        if (entry.weight < WORTH_COUNTING) {
            return;
        }
        weight += entry.weight;
        long max = core.settings().limits().maxWaitingChars();
        if (weight > max) {
            core.afterStep(() -> core.abort(
                    "The session holds results of more than " + max + " characters: release what is not needed"));
        }
    }

    /** Keeps an entry until {@link #letGo}. */
    void hold(long id) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.holds++;
        }
    }

    void letGo(long id) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.holds--;
            takeOffIfFree(id, entry);
        }
    }

    private void takeOffIfFree(long id, Entry entry) {
        if (entry.holds == 0) {
            long count = entry.released;
            entry.released = 0;
            takeOff(id, entry, count);
        }
    }

    /** The client releases references. */
    void release(long id, long count) throws WireException {
        if (id == 0) {
            throw new WireException("The main interface cannot be released: close the connection");
        }
        Entry entry = entry(id);
        long left = references(id) - entry.released;
        if (count > left) {
            throw new WireException("The id " + id + " has " + left + " references, and " + count + " were released");
        }
        if (entry.holds == 0) {
            takeOff(id, entry, count);
        } else {
            entry.released += count;
        }
    }

    private void takeOff(long id, Entry entry, long count) {
        if (count > 0 && table.release(id, count).isPresent()) {
            entries.remove(id);
            weight -= entry.weight >= WORTH_COUNTING ? entry.weight : 0;
            core.drop(entry.hook);
        }
    }

    /** The references of held entries that the client has released. */
    Map<Long, Long> released() {
        Map<Long, Long> released = new TreeMap<>();
        entries.forEach((id, entry) -> {
            if (entry.released > 0) {
                released.put(id, entry.released);
            }
        });
        return released;
    }

    /** As it was when the session was saved. */
    void restoreReleased(long id, long count) {
        @Nullable Entry entry = entries.get(id);
        if (entry != null) {
            entry.released = count;
        }
    }

    /** Takes off the released references of entries that nobody holds any more. */
    void takeOffAllFree() {
        List.copyOf(entries.entrySet()).forEach(each -> {
            if (each.getValue().released > 0) {
                takeOffIfFree(each.getKey(), each.getValue());
            }
        });
    }

    /** How many results of calls are there. A client disposes of one when it has awaited it, so these it has not awaited. */
    int undisposed() {
        return (int) entries.entrySet().stream()
                .filter(each -> each.getKey() > 0 && !(each.getValue().hook instanceof Hook.Pending))
                .count();
    }

    /** How many entries there are, the main interface not among them. */
    int size() {
        return entries.size();
    }
}
