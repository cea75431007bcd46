package dev.mooring.codec.json;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What was read of a snapshot so far. */
final class SnapshotFields {
    private final Set<Field> present = EnumSet.noneOf(Field.class);
    private final long[] integers = new long[Field.values().length];

    String sessionId = "";
    Map<Long, TableEntry<ImportValue>> imports = Map.of();
    Map<Long, TableEntry<ExportValue>> exports = Map.of();
    Map<String, Value> variables = Map.of();
    List<String> capabilities = List.of();

    boolean isEmpty() {
        return present.isEmpty();
    }

    /** Marks a field as present; false when it was before. */
    boolean add(Field field) {
        return present.add(field);
    }

    void set(Field field, long value) {
        integers[field.ordinal()] = value;
    }

    private long get(Field field) {
        return integers[field.ordinal()];
    }

    /** Fills in what a draft may leave out; what it may not is found missing afterwards. */
    void complete(Instant now) {
        setDefault(
                Field.CREATED_AT,
                present.contains(Field.LAST_ACTIVITY) ? get(Field.LAST_ACTIVITY) : now.toEpochMilli());
        setDefault(Field.LAST_ACTIVITY, get(Field.CREATED_AT));
        setDefault(Field.GENERATION, 1);
        setDefault(Field.CHECKPOINT, 1);
        setDefault(Field.NEXT_POSITIVE_ID, beyond(imports, 1));
        setDefault(Field.NEXT_NEGATIVE_ID, beyond(exports, -1));
        setDefault(Field.NEXT_PEER_ID, beyond(exports, 1));
        setDefault(Field.MAX_AGE_SECONDS, SessionSnapshot.DEFAULT_MAX_AGE.toSeconds());
        present.addAll(EnumSet.of(Field.VERSION, Field.IMPORTS, Field.EXPORTS, Field.VARIABLES, Field.CAPABILITIES));
    }

    /** The first id of a sign that is farther from zero than all of a table's ids. */
    private static long beyond(Map<Long, ?> table, int sign) {
        long farthest = table.keySet().stream().mapToLong(id -> sign * id).max().orElse(0);
        return sign * (Math.max(0, farthest) + 1);
    }

    private void setDefault(Field field, long value) {
        if (present.add(field)) {
            set(field, value);
        }
    }

    SessionSnapshot toSnapshot() throws SnapshotFormatException {
        for (Field field : Field.values()) {
            if (!present.contains(field)) {
                throw new SnapshotFormatException("The snapshot has no " + field);
            }
        }
        try {
            return new SessionSnapshot(
                    sessionId,
                    Instant.ofEpochMilli(get(Field.CREATED_AT)),
                    Instant.ofEpochMilli(get(Field.LAST_ACTIVITY)),
                    SessionSnapshot.SCHEMA_VERSION,
                    get(Field.GENERATION),
                    get(Field.CHECKPOINT),
                    get(Field.NEXT_POSITIVE_ID),
                    get(Field.NEXT_NEGATIVE_ID),
                    get(Field.NEXT_PEER_ID),
                    imports,
                    exports,
                    variables,
                    Duration.ofSeconds(get(Field.MAX_AGE_SECONDS)),
                    capabilities);
        } catch (IllegalArgumentException outOfRange) {
            // the snapshot's own message: fields, ids and bounds
            throw new SnapshotFormatException(
                    Objects.requireNonNullElse(outOfRange.getMessage(), "The snapshot is out of range"));
        }
    }
}
