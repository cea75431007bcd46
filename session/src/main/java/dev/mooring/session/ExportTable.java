package dev.mooring.session;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we gave the peer: our exports under negative ids, which we choose, and the results of the peer's pushes under
 * positive ones, which both sides count.
 *
 * <p>Thread-safe; of two changes in a row a capture sees the first, both, or none.
 */
public final class ExportTable extends LiveTable {
    private final IdAllocator ids;
    private final SnapshotLimits limits;

    ExportTable(SessionGuard guard, IdAllocator ids, SnapshotLimits limits, Map<Long, TableEntry<LiveValue>> entries) {
        super(guard, "export", entries);
        this.ids = ids;
        this.limits = limits;
    }

    /**
     * Exports a stub under our next id.
     *
     * @param stub the live object
     * @param reference by which the application grants it again; null where it cannot
     * @return its negative id
     * @throws IllegalArgumentException when the reference breaks a limit
     * @throws IllegalStateException when the session has ended
     */
    public long exportStub(Object stub, @Nullable String reference) {
        return addOurs(new LiveValue.Stub(stub, Optional.ofNullable(reference)));
    }

    /**
     * Exports a pending promise under our next id.
     *
     * @param promise the live object, such as a {@code CompletableFuture}
     * @param reference by which the application attaches to it again; null where it cannot
     * @return its negative id
     * @throws IllegalArgumentException when the reference breaks a limit
     * @throws IllegalStateException when the session has ended
     */
    public long exportPromise(Object promise, @Nullable String reference) {
        return addOurs(new LiveValue.Promise(promise, Optional.ofNullable(reference), false));
    }

    private long addOurs(LiveValue value) {
        check(value);
        return guard().change(() -> insertAt(ids.allocateNegative(), value));
    }

    /**
     * Adds the result of the peer's next push.
     *
     * @param value what it holds, usually a pending promise
     * @return its positive id
     * @throws IllegalArgumentException when a reference or a value breaks a limit
     * @throws IllegalStateException when the session has ended
     */
    public long addPushed(LiveValue value) {
        check(value);
        return guard().change(() -> insertAt(ids.allocatePeer(), value));
    }

    private long insertAt(long id, LiveValue value) {
        insert(id, value);
        return id;
    }

    /**
     * Notes that the peer asks for a promise's result.
     *
     * @param id the promise's id
     * @throws IllegalArgumentException when there is no such entry
     * @throws IllegalStateException when it is not a pending promise, or the session has ended
     */
    public void pull(long id) {
        replace(id, entry -> {
            LiveValue.Promise pending = pendingAt(id, entry);
            return new TableEntry<>(
                    new LiveValue.Promise(pending.object(), pending.reference(), true), entry.references());
        });
    }

    @Override
    void useId(long id) {
        ids.useForExport(id);
    }

    @Override
    void check(LiveValue value) {
        Capture.toExport(value)
                .ifPresent(captured -> limits.check(
                        Capture.probe().exportEntry(-1, captured, 1).build()));
    }
}
