package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the snapshot itself; its values have a writer of their own. Tables and variables are in canonical order
 * already.
 */
final class SnapshotWriter {
    private final ProfileGenerator out;
    private final ValueWriter values;

    SnapshotWriter(ProfileGenerator out) {
        this.out = out;
        this.values = new ValueWriter(out);
    }

    void write(SessionSnapshot snapshot) {
        int leftOut =
                (snapshot.imports().isEmpty() ? 1 : 0) + (snapshot.exports().isEmpty() ? 1 : 0);
        out.writeStartObject(snapshot, SnapshotField.values().length - leftOut);
        integer(SnapshotField.VERSION, snapshot.schemaVersion());
        key(SnapshotField.SESSION_ID);
        out.writeString(snapshot.sessionId());
        integer(SnapshotField.CREATED_AT, snapshot.createdAt().toEpochMilli());
        integer(SnapshotField.LAST_ACTIVITY, snapshot.lastActivity().toEpochMilli());
        integer(SnapshotField.GENERATION, snapshot.generation());
        integer(SnapshotField.CHECKPOINT, snapshot.checkpoint());
        integer(SnapshotField.NEXT_POSITIVE_ID, snapshot.nextPositiveId());
        integer(SnapshotField.NEXT_NEGATIVE_ID, snapshot.nextNegativeId());
        integer(SnapshotField.NEXT_PEER_ID, snapshot.nextPeerId());
        table(SnapshotField.IMPORTS, snapshot.imports(), this::content);
        table(SnapshotField.EXPORTS, snapshot.exports(), this::content);
        key(SnapshotField.VARIABLES);
        values.members(snapshot.variables(), 1);
        integer(SnapshotField.MAX_AGE_SECONDS, snapshot.maxAge().toSeconds());
        capabilities(snapshot.capabilities());
        out.writeEndObject();
    }

    private void key(SnapshotField field) {
        out.writePropertyId(field.key());
    }

    private void integer(SnapshotField field, long value) {
        key(field);
        out.writeNumber(value);
    }

    private <T> void table(SnapshotField field, Map<Long, TableEntry<T>> table, Consumer<T> content) {
        if (table.isEmpty()) {
            return;
        }
        key(field);
        out.writeStartObject(table, table.size());
        table.forEach((id, entry) -> {
            boolean countsReferences = entry.references() != 1;
            out.writePropertyId(id);
            out.writeStartArray(entry, countsReferences ? 3 : 2);
            content.accept(entry.value());
            if (countsReferences) {
                out.writeNumber(entry.references());
            }
            out.writeEndArray();
        });
        out.writeEndObject();
    }

    private void content(ImportValue entry) {
        switch (entry.kind()) {
            case RESOLVED -> value(EntryKind.RESOLVED, ((ImportValue.Resolved) entry).value());
            case STUB -> reference(EntryKind.STUB, ((ImportValue.Stub) entry).reference());
            case PROMISE -> reference(EntryKind.PROMISE, ((ImportValue.Promise) entry).reference());
            default -> throw unknown("An import", entry.kind());
        }
    }

    private void content(ExportValue entry) {
        switch (entry.kind()) {
            case RESOLVED -> value(EntryKind.RESOLVED, ((ExportValue.Resolved) entry).value());
            case REJECTED -> value(EntryKind.REJECTED, ((ExportValue.Rejected) entry).value());
            case STUB -> reference(EntryKind.STUB, ((ExportValue.Stub) entry).reference());
            case PROMISE -> {
                ExportValue.Promise promise = (ExportValue.Promise) entry;
                reference(promise.pulled() ? EntryKind.PULLED_PROMISE : EntryKind.PROMISE, promise.reference());
            }
            default -> throw unknown("An export", entry.kind());
        }
    }

    private static IllegalArgumentException unknown(String entry, Enum<?> kind) {
        return new IllegalArgumentException(
                entry + " of the kind " + kind + " cannot be written by this version of the codec");
    }

    private void value(int kind, Value value) {
        out.writeNumber(kind);
        values.write(value);
    }

    private void reference(int kind, String reference) {
        out.writeNumber(kind);
        out.writeString(reference);
    }

    private void capabilities(List<String> capabilities) {
        key(SnapshotField.CAPABILITIES);
        out.writeStartArray(capabilities, capabilities.size());
        capabilities.forEach(out::writeString);
        out.writeEndArray();
    }
}
