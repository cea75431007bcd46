package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.session.ExportTable;
import dev.mooring.session.LiveValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The session's export table, of which each entry holds a {@link Hook}; used under the guard.
 *
 * <p>A call that has not ended holds the entries that it needs. Holds are counted apart from the client's references: what
 * the client releases of a held entry is taken off when the last hold has gone.
 */
final class Exports {

    /** Less than this is bounded by the number of entries. */
    private static final long WORTH_COUNTING = 1_024;

    /** How often an entry is held, and what the client has released meanwhile. */
    private static final class Hold {
        private int count;
        private long released;
    }

    private final ExportTable table;
    private final Core core;
    private final Map<Long, Hold> holds = new HashMap<>();
    private Hook main = Hook.Plain.UNDEFINED;
    /** What great results take, until they are released. */
    private final Map<Long, Long> weights = new HashMap<>();

    private long weight;
    private int size;

    Exports(ExportTable table, Core core) {
        this.table = table;
        this.core = core;
    }

    void setMain(Hook main) {
        core.retain(main);
        this.main = main;
    }

    /** Takes the id of the client's next push. */
    long push(Hook.Pending pending) {
        long id = table.addPushed(LiveValue.promise(pending));
        grow();
        return id;
    }

    /** Gives the client something under our next id. */
    long introduce(Hook hook) {
        core.retain(hook);
        long id = table.exportStub(hook, null);
        grow();
        return id;
    }

    private void grow() {
        size++;
        if (size > core.settings().limits().maxEntries()) {
            core.afterStep(() -> core.abort("The session has more than "
                    + core.settings().limits().maxEntries() + " exports: release what is not needed"));
        }
    }

    /** What an id of ours stands for. */
    Hook find(long id) throws WireException {
        if (id == 0) {
            return main;
        }
        return hook(entry(id).value());
    }

    private static Hook hook(LiveValue value) {
        return value instanceof LiveValue.Promise promise
                ? (Hook) promise.object()
                : (Hook) ((LiveValue.Stub) value).object();
    }

    private TableEntry<LiveValue> entry(long id) throws WireException {
        Optional<TableEntry<LiveValue>> entry = table.find(id);
        Hold hold = holds.get(id);
        if (entry.isEmpty() || hold != null && hold.released == entry.get().references()) {
            throw new WireException("The id " + id + " is not in the export table");
        }
        return entry.get();
    }

    /** Says whether what an id stands for is settled. */
    boolean isSettled(long id) throws WireException {
        return id == 0 || !(entry(id).value() instanceof LiveValue.Promise);
    }

    /** Notes that the client asks for a result; says whether it is there already. */
    boolean pull(long id) throws WireException {
        if (isSettled(id)) {
            return true;
        }
        table.pull(id);
        return false;
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
        table.resolve(id, LiveValue.stub(hook));
        weigh(id, hook);
        return pulled;
    }

    private void weigh(long id, Hook hook) {
        long added = Weight.of(hook);
        if (added >= WORTH_COUNTING) {
            weights.put(id, added);
            weight += added;
            long max = core.settings().limits().maxWaitingChars();
            if (weight > max) {
                core.afterStep(() -> core.abort(
                        "The session holds results of more than " + max + " characters: release what is not needed"));
            }
        }
    }

    /** Keeps an entry until {@link #letGo}. */
    void hold(long id) {
        if (id != 0) {
            holds.computeIfAbsent(id, none -> new Hold()).count++;
        }
    }

    void letGo(long id) {
        Hold hold = holds.get(id);
        if (hold != null) {
            hold.count--;
            if (hold.count == 0) {
                holds.remove(id);
                takeOff(id, hold.released);
            }
        }
    }

    /** The client releases references. */
    void release(long id, long count) throws WireException {
        if (id == 0) {
            throw new WireException("The main interface cannot be released: close the connection");
        }
        Hold hold = holds.get(id);
        long left = entry(id).references() - (hold == null ? 0 : hold.released);
        if (count > left) {
            throw new WireException("The id " + id + " has " + left + " references, and " + count + " were released");
        }
        if (hold == null) {
            takeOff(id, count);
        } else {
            hold.released += count;
        }
    }

    private void takeOff(long id, long count) {
        if (count > 0) {
            table.release(id, count).ifPresent(value -> {
                size--;
                weight -= Objects.requireNonNullElse(weights.remove(id), 0L);
                core.drop(hook(value));
            });
        }
    }

    /** How many entries there are, the main interface not among them. */
    int size() {
        return size;
    }
}
