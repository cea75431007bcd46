package dev.mooring.codec.json;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes the snapshot itself; its values have a writer of their own. */
final class SnapshotWriter {
    private static final SerializedString VALUE = new SerializedString("value");
    private static final SerializedString RESOLVED = new SerializedString("resolved");
    private static final SerializedString REJECTED = new SerializedString("rejected");
    private static final SerializedString STUB = new SerializedString("stub");
    private static final SerializedString PROMISE = new SerializedString("promise");
    private static final SerializedString PULLED = new SerializedString("pulled");
    private static final SerializedString REFS = new SerializedString("refs");

    private final JsonGenerator out;
    private final ValueWriter values;

    SnapshotWriter(JsonGenerator out) {
        this.out = out;
        values = new ValueWriter(out);
    }

    void write(SessionSnapshot snapshot) {
        out.writeStartObject();
        integer(SnapshotField.VERSION, snapshot.schemaVersion());
        out.writeName(SnapshotField.SESSION_ID.encodedName());
        values.text(snapshot.sessionId());
        integer(SnapshotField.CREATED_AT, snapshot.createdAt().toEpochMilli());
        integer(SnapshotField.LAST_ACTIVITY, snapshot.lastActivity().toEpochMilli());
        integer(SnapshotField.GENERATION, snapshot.generation());
        integer(SnapshotField.CHECKPOINT, snapshot.checkpoint());
        integer(SnapshotField.NEXT_POSITIVE_ID, snapshot.nextPositiveId());
        integer(SnapshotField.NEXT_NEGATIVE_ID, snapshot.nextNegativeId());
        integer(SnapshotField.NEXT_PEER_ID, snapshot.nextPeerId());
        table(SnapshotField.IMPORTS, snapshot.imports(), this::content);
        table(SnapshotField.EXPORTS, snapshot.exports(), this::content);
        out.writeName(SnapshotField.VARIABLES.encodedName());
        values.members(snapshot.variables(), 1);
        integer(SnapshotField.MAX_AGE_SECONDS, snapshot.maxAge().toSeconds());
        capabilities(snapshot.capabilities());
        out.writeEndObject();
    }

    private void integer(SnapshotField field, long value) {
        out.writeName(field.encodedName());
        out.writeNumber(value);
    }

    private <T> void table(SnapshotField field, Map<Long, TableEntry<T>> table, Consumer<T> content) {
        out.writeName(field.encodedName());
        out.writeStartObject();
        table.forEach((id, entry) -> {
            out.writeName(Long.toString(id));
            out.writeStartObject();
            content.accept(entry.value());
            if (entry.references() != 1) {
                out.writeName(REFS);
                out.writeNumber(entry.references());
            }
            out.writeEndObject();
        });
        out.writeEndObject();
    }

    private void content(ImportValue entry) {
        switch (entry.kind()) {
            case RESOLVED -> value(VALUE, ((ImportValue.Resolved) entry).value());
            case STUB -> reference(STUB, ((ImportValue.Stub) entry).reference());
            case PROMISE -> reference(PROMISE, ((ImportValue.Promise) entry).reference());
            default -> throw unknown("An import", entry.kind());
        }
    }

    private void content(ExportValue entry) {
        switch (entry.kind()) {
            case RESOLVED -> value(RESOLVED, ((ExportValue.Resolved) entry).value());
            case REJECTED -> value(REJECTED, ((ExportValue.Rejected) entry).value());
            case STUB -> reference(STUB, ((ExportValue.Stub) entry).reference());
            case PROMISE -> promise((ExportValue.Promise) entry);
            default -> throw unknown("An export", entry.kind());
        }
    }

    private static IllegalArgumentException unknown(String entry, Enum<?> kind) {
        return new IllegalArgumentException(
                entry + " of the kind " + kind + " cannot be written by this version of the codec");
    }

    private void promise(ExportValue.Promise promise) {
        reference(PROMISE, promise.reference());
        if (promise.pulled()) {
            out.writeName(PULLED);
            out.writeBoolean(true);
        }
    }

    private void value(SerializedString name, Value value) {
        out.writeName(name);
        values.write(value);
    }

    private void reference(SerializedString name, String reference) {
        out.writeName(name);
        values.text(reference);
    }

    private void capabilities(Iterable<String> capabilities) {
        out.writeName(SnapshotField.CAPABILITIES.encodedName());
        out.writeStartArray();
        capabilities.forEach(values::text);
        out.writeEndArray();
    }
}
