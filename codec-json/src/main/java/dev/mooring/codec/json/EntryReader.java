package dev.mooring.codec.json;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/** Reads the entries of tables: one member has the kind and the content, another the number of holds. */
final class EntryReader {
    private static final SerializedString STUB = new SerializedString("stub");
    private static final long ABSENT = 0;
    private static final String PULLED_ELSEWHERE = "Only the promise of an export has pulled";

    private final JsonInput in;
    private final ValueReader values;

    private String kind = "";
    private Value value = Value.NULL;
    private String reference = "";
    private @Nullable Boolean pulled;
    private long references = ABSENT;

    EntryReader(JsonInput in, ValueReader values) {
        this.in = in;
        this.values = values;
    }

    ImportValue nextImport() throws SnapshotFormatException {
        readMembers();
        if (pulled != null) {
            throw in.refusal(PULLED_ELSEWHERE);
        }
        return switch (kind) {
            case "value" -> new ImportValue.Resolved(value);
            case "stub" -> new ImportValue.Stub(reference);
            case "promise" -> new ImportValue.Promise(reference);
            default -> throw in.refusal("An import is one of value, stub and promise");
        };
    }

    ExportValue nextExport() throws SnapshotFormatException {
        readMembers();
        if (pulled != null && !kind.equals("promise")) {
            throw in.refusal(PULLED_ELSEWHERE);
        }
        return switch (kind) {
            case "resolved" -> new ExportValue.Resolved(value);
            case "rejected" -> new ExportValue.Rejected(value);
            case "stub" -> new ExportValue.Stub(reference);
            case "promise" -> new ExportValue.Promise(reference, Boolean.TRUE.equals(pulled));
            default -> throw in.refusal("An export is one of resolved, rejected, stub and promise");
        };
    }

    /** The number of holds of the entry that was read. */
    long references() {
        return references == ABSENT ? 1 : references;
    }

    private void readMembers() throws SnapshotFormatException {
        kind = "";
        pulled = null;
        references = ABSENT;
        in.expect(JsonToken.START_OBJECT, "An entry of a table is an object");
        // most entries are stubs
        if (in.nextIs(STUB)) {
            readMember("stub");
            in.next();
        }
        while (in.token() != JsonToken.END_OBJECT) {
            readMember(in.name());
            in.next();
        }
    }

    private void readMember(String name) throws SnapshotFormatException {
        switch (name) {
            case "value", "resolved", "rejected" -> {
                setKind(name);
                value = values.next(1);
            }
            case "stub", "promise" -> {
                setKind(name);
                reference = in.reference();
            }
            case "pulled" -> readPulled();
            case "refs" -> readReferences();
            default -> throw in.refusal("An entry of a table has a member that is not known here");
        }
    }

    private void setKind(String name) throws SnapshotFormatException {
        if (!kind.isEmpty()) {
            throw in.refusal("An entry of a table is one thing only");
        }
        kind = name;
    }

    private void readPulled() throws SnapshotFormatException {
        if (pulled != null) {
            throw in.duplicate("an entry of a table");
        }
        JsonToken token = in.next();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw in.refusal("pulled is true or false");
        }
        pulled = token == JsonToken.VALUE_TRUE;
    }

    private void readReferences() throws SnapshotFormatException {
        if (references != ABSENT) {
            throw in.duplicate("an entry of a table");
        }
        references = in.integer("A reference count");
        if (references < 1) {
            throw in.refusal("A reference count is at least 1");
        }
    }
}
