package dev.mooring.session;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that we gave the peer: our exports under negative ids, which we choose, and the results of the peer's pushes under
 * positive ones, which both sides count.
 *
 * <p>Thread-safe; of two changes in a row a capture sees the first, both, or none.
 */
public final class ExportTable extends LiveTable {
    private final IdAllocator ids;

    ExportTable(SessionGuard guard, IdAllocator ids, SnapshotLimits limits, Map<Long, TableEntry<LiveValue>> entries) {
        super(guard, "export", limits, entries);
        this.ids = ids;
    }

    /**
     * Exports a stub under our next id.
     *
     * @param stub the live object
     * @param reference by which the application grants it again; null if it cannot
     * @return its negative id
     * @throws IllegalArgumentException if the reference breaks a limit, or the table is full
     * @throws IllegalStateException if the session has ended
     */
    public long exportStub(Object stub, @Nullable String reference) {
        return add(ids::allocateNegative, new LiveValue.Stub(stub, Optional.ofNullable(reference)));
    }

    /**
     * Exports a pending promise under our next id.
     *
     * @param promise the live object, such as a {@code CompletableFuture}
     * @param reference by which the application attaches to it again; null if it cannot
     * @return its negative id
     * @throws IllegalArgumentException if the reference breaks a limit, or the table is full
     * @throws IllegalStateException if the session has ended
     */
    public long exportPromise(Object promise, @Nullable String reference) {
        return add(ids::allocateNegative, new LiveValue.Promise(promise, Optional.ofNullable(reference), false));
    }

    /**
     * Adds the result of the peer's next push.
     *
     * @param value the value that it holds, usually a pending promise
     * @return its positive id
     * @throws IllegalArgumentException if a reference or a value breaks a limit, or the table is full
     * @throws IllegalStateException if the session has ended
     */
    public long addPushed(LiveValue value) {
        return add(ids::allocatePeer, value);
    }

    /**
     * Notes that the peer asks for the result of an export. If it is pending, the peer is to be told once it settles. If
     * it is settled already, nothing changes, and the peer is to be told at once.
     *
     * @param id the export's id
     * @return the value that the export holds
     * @throws IllegalArgumentException if there is no such entry
     * @throws IllegalStateException if the session has ended
     */
    public LiveValue pull(long id) {
        return replace(
                id,
                entry -> entry.value() instanceof LiveValue.Promise pending
                        ? new TableEntry<>(
                                new LiveValue.Promise(pending.object(), pending.reference(), true), entry.references())
                        : entry);
    }

    @Override
    void useId(long id) {
        ids.useForExport(id);
    }

    @Override
    void check(LiveValue value, SnapshotLimits limits) {
        Capture.toExport(value).ifPresent(limits::check);
    }
}
