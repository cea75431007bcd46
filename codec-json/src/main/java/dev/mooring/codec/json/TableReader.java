package dev.mooring.codec.json;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** Reads the import and the export table. */
final class TableReader {
    private final JsonInput in;
    private final EntryReader entry;

    TableReader(JsonInput in, ValueReader values) {
        this.in = in;
        entry = new EntryReader(in, values);
    }

    Map<Long, TableEntry<ImportValue>> imports() throws SnapshotFormatException {
        return table(SnapshotField.IMPORTS, () -> {
            ImportValue value = entry.nextImport();
            return new TableEntry<>(value, entry.references());
        });
    }

    Map<Long, TableEntry<ExportValue>> exports() throws SnapshotFormatException {
        return table(SnapshotField.EXPORTS, () -> {
            ExportValue value = entry.nextExport();
            return new TableEntry<>(value, entry.references());
        });
    }

    @FunctionalInterface
    private interface Entries<T> {
        TableEntry<T> next() throws SnapshotFormatException;
    }

    private <T> Map<Long, TableEntry<T>> table(SnapshotField field, Entries<T> entries) throws SnapshotFormatException {
        // messages are put together only to be thrown
        if (in.next() != JsonToken.START_OBJECT) {
            throw in.refusal("The " + field + " are an object");
        }
        int max = in.limits().maxTableEntries();
        OrderedMapBuilder<Long, TableEntry<T>> table = new OrderedMapBuilder<>();
        while (in.next() != JsonToken.END_OBJECT) {
            if (table.size() >= max) {
                in.checkRoom(table.size(), "The table of " + field, max, "maxTableEntries");
            }
            long id = JsonNumbers.tableId(in.name());
            if (id == 0) {
                throw in.refusal("The keys of the " + field + " are canonical decimals within ±(2^53−1), and not 0");
            }
            if (!table.add(id, entries.next())) {
                throw in.duplicate("the " + field);
            }
        }
        return table.build();
    }
}
