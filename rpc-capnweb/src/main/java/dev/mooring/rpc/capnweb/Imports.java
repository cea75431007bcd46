package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.session.ImportTable;
import dev.mooring.session.LiveValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The things of the client's that we have, by the ids of the session's import table; used under the guard. */
final class Imports {
    private final ImportTable table;
    private final Core core;
    /** The entries whose outcomes are still to come. */
    private final Map<Long, Import> open = new HashMap<>();

    private final Import main = Import.stub(Import.MAIN);
    private final Map<Long, Import> entries = new HashMap<>();
    /** The parts that were kept for released entries, and are given back. */
    private final Deque<Parts> closing = new ArrayDeque<>();

    Imports(ImportTable table, Core core) {
        this.table = table;
        this.core = core;
    }

    /** The client introduces something, perhaps once more; the caller becomes a user of it. */
    Import introduce(long id, boolean promise) throws WireException {
        Import known = entries.get(id);
        if (id >= 0 || known != null && promise) {
            throw new WireException("The client's exports have negative ids, and a promise has a new one");
        }
        if (known != null) {
            table.addReference(id);
        }
        Import entry = known == null ? add(id, promise) : known;
        entry.addUser();
        return entry;
    }

    /** As {@link #introduce}, for a message that did so on an earlier server: the reference is counted already. */
    Import introduceAgain(long id) throws WireException {
        Import entry = entries.get(id);
        if (entry == null) {
            throw new WireException("The id " + id + " is not in the import table");
        }
        entry.addUser();
        return entry;
    }

    private Import add(long id, boolean promise) {
        Import entry = promise ? Import.promise(id) : Import.stub(id);
        table.insert(id, promise ? promiseOf(entry) : LiveValue.stub(entry, References.STUB));
        put(id, entry);
        return entry;
    }

    private static LiveValue promiseOf(Import entry) {
        return LiveValue.promise(entry, References.PROMISE);
    }

    private void put(long id, Import entry) {
        entries.put(id, entry);
        if (!entry.isStub()) {
            open.put(id, entry);
        }
        int max = core.settings().limits().maxEntries();
        if (entries.size() > max) {
            core.afterStep(() -> core.abort("The session has more than " + max + " imports"));
        }
    }

    /** Takes over all entries of a restored session, which nobody uses yet. */
    void restore() {
        for (long id : table.ids()) {
            boolean promise = table.find(id).orElseThrow().value() instanceof LiveValue.Promise;
            put(id, promise ? Import.promise(id) : Import.stub(id));
        }
    }

    /** Gives the client back the entries that nobody uses. */
    void releaseUnused() {
        List.copyOf(entries.values()).stream().filter(entry -> !entry.isUsed()).forEach(this::release);
    }

    /** The entry of an id, if there is one. */
    Optional<Import> find(long id) {
        return id == Import.MAIN ? Optional.of(main) : Optional.ofNullable(entries.get(id));
    }

    /** The client's main interface. */
    Import main() {
        return main;
    }

    /** Takes our next id for a call. */
    void push(Import call) {
        long id = table.add(promiseOf(call));
        call.setId(id);
        put(id, call);
    }

    /** Takes our next id for a pipe, which is open at once. */
    Import openPipe() {
        Import pipe = Import.stub(Import.MAIN);
        pipe.setId(table.add(LiveValue.stub(pipe, References.STUB)));
        put(pipe.id(), pipe);
        return pipe;
    }

    /**
     * The client settles something. It stays in the table as long as somebody uses it, because a call that was given it
     * may have to be made again elsewhere.
     *
     * @return the entry; empty when nobody waits for it any more
     */
    Optional<Import> settled(long id, long number, Parts parts) {
        Import entry = open.remove(id);
        if (entry != null) {
            entry.settle(number, parts);
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
        if (entries.remove(id, entry)) {
            open.remove(id);
            long references = table.find(id).orElseThrow().references();
            table.release(id, references);
            core.output(MessageWriter.release(id, references));
            close(entry.takeParts());
        }
    }

    /** Closes one after the other, because each may lead to the next. */
    private void close(@Nullable Parts parts) {
        if (parts == null) {
            return;
        }
        closing.add(parts);
        if (closing.size() == 1) {
            for (Parts next = parts; next != null; next = closing.peek()) {
                next.close();
                closing.remove();
            }
        }
    }

    /** Whatever is still to come does not come any more. */
    void failAll(Hook.Failed reason) {
        List<Import> all = core.lastStep(() -> new ArrayList<>(open.values()));
        all.forEach(entry -> core.continuations().run(() -> entry.outcome().complete(reason)));
    }

    int size() {
        return entries.size();
    }
}
