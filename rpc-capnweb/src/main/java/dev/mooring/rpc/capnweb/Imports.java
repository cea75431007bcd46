package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.session.ImportTable;
import dev.mooring.session.LiveValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The session's import table, of which each entry holds an {@link Import}; used under the guard. */
final class Imports {
    private final ImportTable table;
    private final Core core;
    /** What has an outcome that is still to come. */
    private final Map<Long, Import> open = new HashMap<>();

    private final Import main = Import.stub(Import.MAIN);
    private int size;

    Imports(ImportTable table, Core core) {
        this.table = table;
        this.core = core;
    }

    /** The client introduces something, perhaps once more; the caller becomes a user of it. */
    Import introduce(long id, boolean promise) throws WireException {
        Optional<TableEntry<LiveValue>> known = table.find(id);
        if (id >= 0 || known.isPresent() && promise) {
            throw new WireException("The client's exports have negative ids, and a promise has a new one");
        }
        Import entry = known.map(Imports::entry).orElseGet(() -> add(id, promise));
        known.ifPresent(again -> table.addReference(id));
        entry.addUser();
        return entry;
    }

    private Import add(long id, boolean promise) {
        Import entry = promise ? Import.promise(id) : Import.stub(id);
        table.insert(id, promise ? LiveValue.promise(entry) : LiveValue.stub(entry));
        if (promise) {
            open.put(id, entry);
        }
        grow();
        return entry;
    }

    private static Import entry(TableEntry<LiveValue> known) {
        return known.value() instanceof LiveValue.Promise promise
                ? (Import) promise.object()
                : (Import) ((LiveValue.Stub) known.value()).object();
    }

    /** The client's main interface. */
    Import main() {
        return main;
    }

    /** Takes our next id for a call. */
    void push(Import call) {
        long id = table.add(LiveValue.promise(call));
        call.setId(id);
        open.put(id, call);
        grow();
    }

    private void grow() {
        size++;
        if (size > core.settings().limits().maxEntries()) {
            core.afterStep(() -> core.abort(
                    "The session has more than " + core.settings().limits().maxEntries() + " imports"));
        }
    }

    /** The client settles something; empty when nobody waits for it any more. */
    Optional<Import> settled(long id) {
        Import entry = open.get(id);
        if (entry != null) {
            release(entry);
        }
        return Optional.ofNullable(entry);
    }

    /** Counts a user off, and gives the client its references back with the last one. */
    void removeUser(Import entry) {
        if (entry.id() != Import.MAIN && entry.removeUser()) {
            release(entry);
        }
    }

    /** Takes an entry out of the table, unless it was, and tells the client. */
    private void release(Import entry) {
        long id = entry.id();
        table.find(id).filter(known -> entry(known) == entry).ifPresent(known -> {
            open.remove(id);
            size--;
            table.release(id, known.references());
            core.output(MessageWriter.release(id, known.references()));
        });
    }

    /** Whatever is still to come does not come any more. */
    void failAll(Hook.Failed reason) {
        List<Import> all = core.step(() -> new ArrayList<>(open.values()));
        all.forEach(entry -> core.continuations().run(() -> entry.outcome().complete(reason)));
    }

    int size() {
        return size;
    }
}
