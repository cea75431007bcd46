package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Map;

/** Reads the import and the export table. */
final class TableReader {
    private final CborInput in;
    private final ValueReader values;

    TableReader(CborInput in, ValueReader values) {
        this.in = in;
        this.values = values;
    }

    /** Reads on from the kind of an entry. */
    interface EntryContent<T> {
        T read(long kind) throws SnapshotFormatException;
    }

    /** Moves on to a table and reads it. */
    <T> Map<Long, TableEntry<T>> next(SnapshotField field, EntryContent<T> content) throws SnapshotFormatException {
        int size = in.nextMap(field);
        in.require(size > 0, field, "is left out when empty");
        CborInput.atMost("A table", size, "maxTableEntries", in.limits().maxTableEntries());
        OrderedMapBuilder<Long, TableEntry<T>> table = new OrderedMapBuilder<>(size);
        AscendingKeys keys = new AscendingKeys(in);
        for (int left = size; left > 0; left--) {
            long id = in.nextInteger("A table's key");
            keys.check();
            table.add(id, entry(content));
        }
        return table.build();
    }

    private <T> TableEntry<T> entry(EntryContent<T> content) throws SnapshotFormatException {
        int size = in.nextArray("A table's entry");
        in.require(size == 2 || size == 3, "A table's entry", "has two elements or three");
        T value = content.read(in.nextInteger("The kind of an entry"));
        long references = size == 2 ? 1 : in.nextInteger("A reference count");
        in.require(size == 2 || references > 1, "A spelled-out reference count", "is above 1");
        return new TableEntry<>(value, references);
    }

    ImportValue importValue(long kind) throws SnapshotFormatException {
        if (kind == EntryKind.RESOLVED) {
            return new ImportValue.Resolved(values.next(1));
        }
        in.require(kind == EntryKind.STUB || kind == EntryKind.PROMISE, "The kind of an import", "is 0, 1 or 2");
        String reference = in.reference();
        return kind == EntryKind.STUB ? new ImportValue.Stub(reference) : new ImportValue.Promise(reference);
    }

    ExportValue exportValue(long kind) throws SnapshotFormatException {
        in.require(
                kind >= EntryKind.RESOLVED && kind <= EntryKind.PULLED_PROMISE, "The kind of an export", "is 0 to 4");
        return switch ((int) kind) {
            case EntryKind.RESOLVED -> new ExportValue.Resolved(values.next(1));
            case EntryKind.REJECTED -> new ExportValue.Rejected(values.next(1));
            case EntryKind.STUB -> new ExportValue.Stub(in.reference());
            default -> new ExportValue.Promise(in.reference(), kind == EntryKind.PULLED_PROMISE);
        };
    }
}
