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
    private final ValueReader values;

    TableReader(JsonInput in, ValueReader values) {
        this.in = in;
        this.values = values;
    }

    Map<Long, TableEntry<ImportValue>> imports() throws SnapshotFormatException {
        return table(Field.IMPORTS, () -> {
            EntryReader entry = new EntryReader(in, values);
            ImportValue value = entry.readImport();
            return new TableEntry<>(value, entry.references());
        });
    }

    Map<Long, TableEntry<ExportValue>> exports() throws SnapshotFormatException {
        return table(Field.EXPORTS, () -> {
            EntryReader entry = new EntryReader(in, values);
            ExportValue value = entry.readExport();
            return new TableEntry<>(value, entry.references());
        });
    }

    @FunctionalInterface
    private interface Entries<T> {
        TableEntry<T> next() throws SnapshotFormatException;
    }

    private <T> Map<Long, TableEntry<T>> table(Field field, Entries<T> entries) throws SnapshotFormatException {
        in.expect(JsonToken.START_OBJECT, "The " + field + " are an object");
        int max = in.limits().maxTableEntries();
        String what = "The table of " + field;
        OrderedMapBuilder<Long, TableEntry<T>> table = new OrderedMapBuilder<>();
        while (in.next() != JsonToken.END_OBJECT) {
            in.checkRoom(table.size(), what, max, "maxTableEntries");
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
