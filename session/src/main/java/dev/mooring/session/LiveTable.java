package dev.mooring.session;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The common part of the import and the export table. */
abstract sealed class LiveTable permits ImportTable, ExportTable {
    private final SessionGuard guard;
    private final String name;
    private final SnapshotLimits limits;
    private final Map<Long, TableEntry<LiveValue>> entries;

    LiveTable(SessionGuard guard, String name, SnapshotLimits limits, Map<Long, TableEntry<LiveValue>> entries) {
        this.guard = guard;
        this.name = name;
        this.limits = limits;
        this.entries = new HashMap<>(entries);
    }

    /** Refuses ids that are nobody's to use; called under the guard. */
    abstract void useId(long id);

    /** Refuses a value that could never be captured. */
    abstract void check(LiveValue value, SnapshotLimits limits);

    /**
     * Inserts an entry, held once.
     *
     * @param id one of the peer's, or one that was allocated and not used yet
     * @param value the value that it holds
     * @throws IllegalArgumentException if the id is in use, was used before, was never allocated, or is 0; if a reference
     *     or a value breaks a limit; or if the table is full
     * @throws IllegalStateException if the session has ended
     */
    public void insert(long id, LiveValue value) {
        add(() -> id, value);
    }

    /** Inserts an entry under the next id of a kind, which is not used up if the table is full. */
    final long add(LongSupplier ids, LiveValue value) {
        check(value, limits);
        return guard.change(() -> {
            if (entries.size() >= limits.maxTableEntries()) {
                throw new IllegalArgumentException("The " + name + " table has maxTableEntries, "
                        + limits.maxTableEntries() + ", entries: release some first");
            }
            long id = ids.getAsLong();
            if (entries.containsKey(id)) {
                throw new IllegalArgumentException("The " + name + " id " + id + " is in use already");
            }
            useId(id);
            entries.put(id, new TableEntry<>(value, 1));
            return id;
        });
    }

    /**
     * Looks an entry up.
     *
     * @param id its id
     * @return the entry with its reference count, or empty if there is none
     */
    public Optional<TableEntry<LiveValue>> find(long id) {
        return guard.read(() -> Optional.ofNullable(entries.get(id)));
    }

    /**
     * Looks the live object of a stub up.
     *
     * @param <T> the type of the object
     * @param id the stub's id
     * @param type the expected type
     * @return the live object
     * @throws IllegalArgumentException when there is no such entry, it is not a stub, or its object is not of the type
     */
    public <T> T stub(long id, Class<T> type) {
        LiveValue value = guard.read(() -> entry(id)).value();
        if (value instanceof LiveValue.Stub stub && type.isInstance(stub.object())) {
            return type.cast(stub.object());
        }
        throw new IllegalArgumentException("The " + name + " id " + id + " is not a stub of " + type.getName());
    }

    /**
     * Counts one more reference to an entry.
     *
     * @param id its id
     * @throws IllegalArgumentException when there is no such entry
     * @throws IllegalStateException when the session has ended
     */
    public void addReference(long id) {
        replace(id, entry -> new TableEntry<>(entry.value(), entry.references() + 1));
    }

    /**
     * Counts references off, and removes the entry with the last one.
     *
     * @param id the entry's id
     * @param count how many, from 1 to as many as there are
     * @return the entry's object, for the application to dispose of, or empty while references are left
     * @throws IllegalArgumentException when there is no such entry, or it has fewer references
     * @throws IllegalStateException when the session has ended
     */
    public Optional<LiveValue> release(long id, long count) {
        return guard.change(() -> {
            TableEntry<LiveValue> entry = entry(id);
            if (count < 1 || count > entry.references()) {
                throw new IllegalArgumentException("The " + name + " id " + id + " has " + entry.references()
                        + " references, so from 1 to that many can be released");
            }
            if (count == entry.references()) {
                entries.remove(id);
                return Optional.of(entry.value());
            }
            entries.put(id, new TableEntry<>(entry.value(), entry.references() - count));
            return Optional.empty();
        });
    }

    /**
     * Resolves a pending promise.
     *
     * @param id the promise's id
     * @param value its value
     * @throws IllegalArgumentException when there is no such entry, or the value breaks a limit
     * @throws IllegalStateException when it is not a pending promise, or the session has ended
     */
    public void resolve(long id, Value value) {
        settle(id, LiveValue.resolved(value));
    }

    /**
     * Resolves a pending promise to its outcome, such as a stub.
     *
     * @param id the promise's id
     * @param value a stub, or a value with stubs and promises in it
     * @throws IllegalArgumentException when there is no such entry, or the value breaks a limit
     * @throws IllegalStateException when it is not a pending promise, or the session has ended
     */
    public void resolve(long id, LiveValue value) {
        settle(id, value);
    }

    /**
     * Rejects a pending promise.
     *
     * @param id the promise's id
     * @param reason why, usually {@link Value#error(String, String)}
     * @throws IllegalArgumentException when there is no such entry, or the reason breaks a limit
     * @throws IllegalStateException when it is not a pending promise, or the session has ended
     */
    public void reject(long id, Value reason) {
        settle(id, LiveValue.rejected(reason));
    }

    /**
     * Replaces the value of an entry, which keeps its id and its references: such as a value that the peer has by now, and
     * that need not be captured any more.
     *
     * @param id the entry's id
     * @param value its value from now on
     * @throws IllegalArgumentException when there is no such entry, or the value breaks a limit
     * @throws IllegalStateException when the session has ended
     */
    public void replace(long id, LiveValue value) {
        check(value, limits);
        replace(id, entry -> new TableEntry<>(value, entry.references()));
    }

    private void settle(long id, LiveValue value) {
        check(value, limits);
        replace(id, entry -> {
            pendingAt(id, entry);
            return new TableEntry<>(value, entry.references());
        });
    }

    LiveValue.Promise pendingAt(long id, TableEntry<LiveValue> entry) {
        if (entry.value() instanceof LiveValue.Promise pending) {
            return pending;
        }
        throw new IllegalStateException("The " + name + " id " + id + " is not a pending promise");
    }

    /** Replaces an entry and returns the new one. */
    final LiveValue replace(long id, UnaryOperator<TableEntry<LiveValue>> step) {
        return guard.change(() -> {
            TableEntry<LiveValue> changed = step.apply(entry(id));
            entries.put(id, changed);
            return changed.value();
        });
    }

    private TableEntry<LiveValue> entry(long id) {
        TableEntry<LiveValue> entry = entries.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("The " + name + " id " + id + " is unknown");
        }
        return entry;
    }

    /**
     * The ids in use.
     *
     * @return a copy
     */
    public Set<Long> ids() {
        return guard.read(() -> Collections.unmodifiableSet(new HashSet<>(entries.keySet())));
    }

    /**
     * Counts the entries.
     *
     * @return their number
     */
    public int size() {
        return guard.read(entries::size);
    }

    /** A copy of the table; called under the guard. */
    final Map<Long, TableEntry<LiveValue>> copy() {
        return new HashMap<>(entries);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + size() + " entries]";
    }
}
