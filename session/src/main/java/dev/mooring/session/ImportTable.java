package dev.mooring.session;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import java.util.Map;

/**
 * The objects that the peer gave us: results of our calls under positive ids, which we choose, and the peer's exports under negative
 * ones, which the peer chooses and never uses again.
 *
 * <p>Thread-safe; of two changes in a row a capture sees the first, both, or none.
 */
public final class ImportTable extends LiveTable {
    private final IdAllocator ids;

    ImportTable(SessionGuard guard, IdAllocator ids, SnapshotLimits limits, Map<Long, TableEntry<LiveValue>> entries) {
        super(guard, "import", limits, entries);
        this.ids = ids;
    }

    /**
     * Adds an import under our next id, usually the pending promise of a call.
     *
     * @param value the value that it holds
     * @return its positive id
     * @throws IllegalArgumentException if a reference or a value breaks a limit, or the table is full
     * @throws IllegalStateException if the session has ended
     */
    public long add(LiveValue value) {
        return add(ids::allocatePositive, value);
    }

    @Override
    void useId(long id) {
        if (id > 0) {
            ids.useForImport(id);
        } else if (id == 0 || id < -Value.MAX_INTEGER) {
            throw new IllegalArgumentException(
                    "The peer's exports have ids from -1 to -" + Value.MAX_INTEGER + "; 0 is its main interface");
        }
    }

    @Override
    void check(LiveValue value, SnapshotLimits limits) {
        Capture.toImport(value).ifPresent(limits::check);
    }
}
