package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes random snapshots that are valid within {@link SnapshotLimits#DEFAULT}. Equal seeds give equal snapshots, so a
 * failing one can be had again:
 *
 * <pre>{@code
 * SessionSnapshot snapshot = RandomSnapshots.snapshot(new SplittableRandom(42));
 * }</pre>
 *
 * <p>Over some hundred seeds they cover every kind of value, entry and edge: empty tables, the peer's ids in both tables,
 * counts above 1, pulled promises, references nested in values of tables, numbers and dates at the ends of their ranges,
 * text beyond the basic plane, control characters, and keys such as {@code __proto__}.
 */
public final class RandomSnapshots {
    private final RandomGenerator random;
    private final RandomValues values;

    private RandomSnapshots(RandomGenerator random) {
        this.random = random;
        this.values = new RandomValues(random);
    }

    /**
     * Makes a snapshot.
     *
     * @param random decides everything; not kept
     * @return a valid snapshot
     */
    public static SessionSnapshot snapshot(RandomGenerator random) {
        return new RandomSnapshots(random).next();
    }

    /**
     * Makes a value that may be a variable: one without nested stubs and promises.
     *
     * @param random decides everything; not kept
     * @return a value
     */
    public static Value value(RandomGenerator random) {
        return new RandomValues(random).plain();
    }

    private SessionSnapshot next() {
        Instant createdAt = Instant.ofEpochMilli(random.nextLong(Value.DateValue.MAX_EPOCH_MILLIS / 2));
        SnapshotBuilder snapshot = SessionSnapshot.builder(values.identifier(64), createdAt)
                .lastActivity(createdAt.plusMillis(random.nextLong(100_000_000)))
                .generation(counter())
                .checkpoint(counter())
                .maxAge(Duration.ofSeconds(
                        1 + random.nextLong(Duration.ofDays(30).toSeconds())));
        addTables(snapshot);
        names().forEach(name -> snapshot.variable(name, values.plain()));
        names().forEach(snapshot::capability);
        return snapshot.build();
    }

    private long counter() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong(1, Value.MAX_INTEGER + 1);
            case 1 -> random.nextLong(2, 300);
            default -> 1;
        };
    }

    private void addTables(SnapshotBuilder snapshot) {
        Set<Long> ids = ids();
        ids.forEach(id -> snapshot.importEntry(id, importValue(), counter()));
        snapshot.nextPositiveId(beyond(ids, 1));
        ids = ids();
        ids.forEach(id -> snapshot.exportEntry(id, exportValue(), counter()));
        snapshot.nextNegativeId(-beyond(ids, -1)).nextPeerId(beyond(ids, 1));
    }

    /** Ids of both sides, small ones mostly; the greatest is left free for the next id. */
    private Set<Long> ids() {
        Set<Long> ids = new HashSet<>();
        for (int count = count(); count > 0; count--) {
            long id = random.nextInt(8) == 0 ? random.nextLong(1, Value.MAX_INTEGER) : random.nextLong(1, 40);
            ids.add(random.nextInt(4) == 0 ? -id : id);
        }
        return ids;
    }

    /** A next id above all ids of that sign, which may leave a gap. */
    private long beyond(Set<Long> ids, int sign) {
        long greatest =
                Math.max(0, ids.stream().mapToLong(id -> id * sign).max().orElse(0));
        return random.nextBoolean() ? greatest + 1 : random.nextLong(greatest + 1, Value.MAX_INTEGER + 1);
    }

    private int count() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(1, 12);
    }

    private ImportValue importValue() {
        return switch (random.nextInt(3)) {
            case 0 -> new ImportValue.Stub(values.identifier(100));
            case 1 -> new ImportValue.Promise(values.identifier(100));
            default -> new ImportValue.Resolved(values.withReferences());
        };
    }

    private ExportValue exportValue() {
        return switch (random.nextInt(4)) {
            case 0 -> new ExportValue.Stub(values.identifier(100));
            case 1 -> new ExportValue.Promise(values.identifier(100), random.nextBoolean());
            case 2 -> new ExportValue.Rejected(values.withReferences());
            default -> new ExportValue.Resolved(values.withReferences());
        };
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (int count = count(); count > 0; count--) {
            names.add(values.identifier(20));
        }
        return names;
    }
}
