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

/** The fields of a snapshot that were read so far. */
final class SnapshotFields {
    private final Set<SnapshotField> present = EnumSet.noneOf(SnapshotField.class);
    private final long[] integers = new long[SnapshotField.values().length];

    String sessionId = "";
    Map<Long, TableEntry<ImportValue>> imports = Map.of();
    Map<Long, TableEntry<ExportValue>> exports = Map.of();
    Map<String, Value> variables = Map.of();
    List<String> capabilities = List.of();

    boolean isEmpty() {
        return present.isEmpty();
    }

    /** Marks a field as present; false when it was before. */
    boolean add(SnapshotField field) {
        return present.add(field);
    }

    void set(SnapshotField field, long value) {
        integers[field.ordinal()] = value;
    }

    private long get(SnapshotField field) {
        return integers[field.ordinal()];
    }

    /** Fills in the fields that a draft may leave out; the others are found missing afterwards. */
    void complete(Instant now) {
        setDefault(
                SnapshotField.CREATED_AT,
                present.contains(SnapshotField.LAST_ACTIVITY) ? get(SnapshotField.LAST_ACTIVITY) : now.toEpochMilli());
        setDefault(SnapshotField.LAST_ACTIVITY, get(SnapshotField.CREATED_AT));
        setDefault(SnapshotField.GENERATION, 1);
        setDefault(SnapshotField.CHECKPOINT, 1);
        setDefault(SnapshotField.NEXT_POSITIVE_ID, beyond(imports, 1));
        setDefault(SnapshotField.NEXT_NEGATIVE_ID, beyond(exports, -1));
        setDefault(SnapshotField.NEXT_PEER_ID, beyond(exports, 1));
        setDefault(SnapshotField.MAX_AGE_SECONDS, SessionSnapshot.DEFAULT_MAX_AGE.toSeconds());
        present.addAll(EnumSet.of(
                SnapshotField.VERSION,
                SnapshotField.IMPORTS,
                SnapshotField.EXPORTS,
                SnapshotField.VARIABLES,
                SnapshotField.CAPABILITIES));
    }

    /** The first id of a sign that is farther from zero than all of a table's ids. */
    private static long beyond(Map<Long, ?> table, int sign) {
        long farthest = table.keySet().stream().mapToLong(id -> sign * id).max().orElse(0);
        return sign * (Math.max(0, farthest) + 1);
    }

    private void setDefault(SnapshotField field, long value) {
        if (present.add(field)) {
            set(field, value);
        }
    }

    SessionSnapshot toSnapshot() throws SnapshotFormatException {
        for (SnapshotField field : SnapshotField.values()) {
            if (!present.contains(field)) {
                throw new SnapshotFormatException("The snapshot has no " + field);
            }
        }
        try {
            return new SessionSnapshot(
                    sessionId,
                    Instant.ofEpochMilli(get(SnapshotField.CREATED_AT)),
                    Instant.ofEpochMilli(get(SnapshotField.LAST_ACTIVITY)),
                    SessionSnapshot.SCHEMA_VERSION,
                    get(SnapshotField.GENERATION),
                    get(SnapshotField.CHECKPOINT),
                    get(SnapshotField.NEXT_POSITIVE_ID),
                    get(SnapshotField.NEXT_NEGATIVE_ID),
                    get(SnapshotField.NEXT_PEER_ID),
                    imports,
                    exports,
                    variables,
                    Duration.ofSeconds(get(SnapshotField.MAX_AGE_SECONDS)),
                    capabilities);
        } catch (IllegalArgumentException outOfRange) {
            // the snapshot's own message: fields, ids and bounds
            throw new SnapshotFormatException(
                    Objects.requireNonNullElse(outOfRange.getMessage(), "The snapshot is out of range"));
        }
    }
}
