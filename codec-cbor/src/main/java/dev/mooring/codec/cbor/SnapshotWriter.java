package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the document around the values. Tables and variables are in canonical order already. */
final class SnapshotWriter {
    private final CborOutput out;
    private final ValueWriter values;

    private SnapshotWriter(CborOutput out) {
        this.out = out;
        this.values = new ValueWriter(out);
    }

    static byte[] write(SessionSnapshot snapshot) {
        CborOutput out = new CborOutput();
        new SnapshotWriter(out).document(snapshot);
        return out.toByteArray();
    }

    private void document(SessionSnapshot snapshot) {
        int leftOut =
                (snapshot.imports().isEmpty() ? 1 : 0) + (snapshot.exports().isEmpty() ? 1 : 0);
        out.map(SnapshotField.values().length - leftOut);
        integer(SnapshotField.VERSION, snapshot.schemaVersion());
        key(SnapshotField.SESSION_ID);
        out.text(snapshot.sessionId());
        integer(SnapshotField.CREATED_AT, snapshot.createdAt().toEpochMilli());
        integer(SnapshotField.LAST_ACTIVITY, snapshot.lastActivity().toEpochMilli());
        integer(SnapshotField.GENERATION, snapshot.generation());
        integer(SnapshotField.CHECKPOINT, snapshot.checkpoint());
        integer(SnapshotField.NEXT_POSITIVE_ID, snapshot.nextPositiveId());
        integer(SnapshotField.NEXT_NEGATIVE_ID, snapshot.nextNegativeId());
        integer(SnapshotField.NEXT_PEER_ID, snapshot.nextPeerId());
        table(SnapshotField.IMPORTS, snapshot.imports(), this::importValue);
        table(SnapshotField.EXPORTS, snapshot.exports(), this::exportValue);
        key(SnapshotField.VARIABLES);
        values.members(snapshot.variables(), 1);
        integer(SnapshotField.MAX_AGE_SECONDS, snapshot.maxAge().toSeconds());
        key(SnapshotField.CAPABILITIES);
        out.array(snapshot.capabilities().size());
        snapshot.capabilities().forEach(out::text);
    }

    private void key(SnapshotField field) {
        out.integer(field.key());
    }

    private void integer(SnapshotField field, long value) {
        key(field);
        out.integer(value);
    }

    private <T> void table(SnapshotField field, Map<Long, TableEntry<T>> table, Consumer<T> content) {
        if (table.isEmpty()) {
            return;
        }
        key(field);
        out.map(table.size());
        table.forEach((id, entry) -> {
            boolean countsReferences = entry.references() != 1;
            out.integer(id);
            out.array(countsReferences ? 3 : 2);
            content.accept(entry.value());
            if (countsReferences) {
                out.integer(entry.references());
            }
        });
    }

    private void importValue(ImportValue value) {
        if (value instanceof ImportValue.Resolved resolved) {
            value(EntryKind.RESOLVED, resolved.value());
        } else if (value instanceof ImportValue.Stub stub) {
            reference(EntryKind.STUB, stub.reference());
        } else if (value instanceof ImportValue.Promise promise) {
            reference(EntryKind.PROMISE, promise.reference());
        }
    }

    private void exportValue(ExportValue value) {
        if (value instanceof ExportValue.Resolved resolved) {
            value(EntryKind.RESOLVED, resolved.value());
        } else if (value instanceof ExportValue.Rejected rejected) {
            value(EntryKind.REJECTED, rejected.value());
        } else if (value instanceof ExportValue.Stub stub) {
            reference(EntryKind.STUB, stub.reference());
        } else if (value instanceof ExportValue.Promise promise) {
            reference(promise.pulled() ? EntryKind.PULLED_PROMISE : EntryKind.PROMISE, promise.reference());
        }
    }

    private void value(int kind, Value value) {
        out.integer(kind);
        values.write(value, 1);
    }

    private void reference(int kind, String reference) {
        out.integer(kind);
        out.text(reference);
    }
}
