package dev.mooring.api.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Puts a {@link SessionSnapshot} together. Not thread-safe.
 *
 * <p>An id or a name that is there already is refused at the call. Next ids that are not given lie just beyond the ids
 * in use.
 */
public final class SnapshotBuilder {
    private final String sessionId;
    private final Instant createdAt;
    private Instant lastActivity;
    private long generation = 1;
    private long checkpoint = 1;
    private OptionalLong nextPositiveId = OptionalLong.empty();
    private OptionalLong nextNegativeId = OptionalLong.empty();
    private OptionalLong nextPeerId = OptionalLong.empty();
    private Duration maxAge = SessionSnapshot.DEFAULT_MAX_AGE;
    private final Map<Long, TableEntry<ImportValue>> imports = new LinkedHashMap<>();
    private final Map<Long, TableEntry<ExportValue>> exports = new LinkedHashMap<>();
    private final Map<String, Value> variables = new LinkedHashMap<>();
    private final List<String> capabilities = new ArrayList<>();

    SnapshotBuilder(String sessionId, Instant createdAt) {
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
        this.lastActivity = createdAt;
    }

    SnapshotBuilder(SessionSnapshot from) {
        this(from.sessionId(), from.createdAt());
        lastActivity = from.lastActivity();
        generation = from.generation();
        checkpoint = from.checkpoint();
        nextPositiveId = OptionalLong.of(from.nextPositiveId());
        nextNegativeId = OptionalLong.of(from.nextNegativeId());
        nextPeerId = OptionalLong.of(from.nextPeerId());
        maxAge = from.maxAge();
        imports.putAll(from.imports());
        exports.putAll(from.exports());
        variables.putAll(from.variables());
        capabilities.addAll(from.capabilities());
    }

    /**
     * Says when the session was last used; its creation by default.
     *
     * @param lastActivity cut to milliseconds
     * @return this
     */
    public SnapshotBuilder lastActivity(Instant lastActivity) {
        this.lastActivity = Objects.requireNonNull(lastActivity, "lastActivity");
        return this;
    }

    /**
     * Says which resumption of the session this is; 1, a new session, by default.
     *
     * @param generation from 1
     * @return this
     */
    public SnapshotBuilder generation(long generation) {
        this.generation = generation;
        return this;
    }

    /**
     * Says which token of the generation this is for; 1 by default.
     *
     * @param checkpoint from 1
     * @return this
     */
    public SnapshotBuilder checkpoint(long checkpoint) {
        this.checkpoint = checkpoint;
        return this;
    }

    /**
     * Sets the next import id of ours.
     *
     * @param nextPositiveId above all positive import ids
     * @return this
     */
    public SnapshotBuilder nextPositiveId(long nextPositiveId) {
        this.nextPositiveId = OptionalLong.of(nextPositiveId);
        return this;
    }

    /**
     * Sets the next export id of ours.
     *
     * @param nextNegativeId below all negative export ids
     * @return this
     */
    public SnapshotBuilder nextNegativeId(long nextNegativeId) {
        this.nextNegativeId = OptionalLong.of(nextNegativeId);
        return this;
    }

    /**
     * Sets the id that the peer's next push takes.
     *
     * @param nextPeerId above all positive export ids
     * @return this
     */
    public SnapshotBuilder nextPeerId(long nextPeerId) {
        this.nextPeerId = OptionalLong.of(nextPeerId);
        return this;
    }

    /**
     * Limits how long the session may live; {@link SessionSnapshot#DEFAULT_MAX_AGE} by default.
     *
     * @param maxAge from the creation, cut to seconds
     * @return this
     */
    public SnapshotBuilder maxAge(Duration maxAge) {
        this.maxAge = Objects.requireNonNull(maxAge, "maxAge");
        return this;
    }

    /**
     * Adds an import.
     *
     * @param id not 0 and not used yet
     * @param value its value or reference
     * @param references how often it is held, from 1
     * @return this
     * @throws IllegalArgumentException when the id is used already, or the count out of range
     */
    public SnapshotBuilder importEntry(long id, ImportValue value, long references) {
        putOnce("import id", imports, id, new TableEntry<>(value, references));
        return this;
    }

    /**
     * Adds an import whose value has arrived, held once.
     *
     * @param id not 0 and not used yet
     * @param value the value
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder importValue(long id, Value value) {
        return importEntry(id, new ImportValue.Resolved(value), 1);
    }

    /**
     * Adds a stub of the peer's, held once.
     *
     * @param id not 0 and not used yet
     * @param reference the application's reference
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder importStub(long id, String reference) {
        return importEntry(id, new ImportValue.Stub(reference), 1);
    }

    /**
     * Adds a pending promise of the peer's, held once.
     *
     * @param id not 0 and not used yet
     * @param reference the application's reference
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder importPromise(long id, String reference) {
        return importEntry(id, new ImportValue.Promise(reference), 1);
    }

    /**
     * Adds an export.
     *
     * @param id not 0 and not used yet
     * @param value its value or reference
     * @param references how often the peer holds it, from 1
     * @return this
     * @throws IllegalArgumentException when the id is used already, or the count out of range
     */
    public SnapshotBuilder exportEntry(long id, ExportValue value, long references) {
        putOnce("export id", exports, id, new TableEntry<>(value, references));
        return this;
    }

    /**
     * Adds a resolved export, held once.
     *
     * @param id not 0 and not used yet
     * @param value the value
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder exportValue(long id, Value value) {
        return exportEntry(id, new ExportValue.Resolved(value), 1);
    }

    /**
     * Adds a rejected export, held once.
     *
     * @param id not 0 and not used yet
     * @param value the reason, usually {@link Value#error(String, String)}
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder exportRejected(long id, Value value) {
        return exportEntry(id, new ExportValue.Rejected(value), 1);
    }

    /**
     * Adds a stub of ours, held once.
     *
     * @param id not 0 and not used yet
     * @param reference the application's reference
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder exportStub(long id, String reference) {
        return exportEntry(id, new ExportValue.Stub(reference), 1);
    }

    /**
     * Adds a pending promise of ours that the peer has not pulled, held once.
     *
     * @param id not 0 and not used yet
     * @param reference the application's reference
     * @return this
     * @throws IllegalArgumentException when the id is used already
     */
    public SnapshotBuilder exportPromise(long id, String reference) {
        return exportEntry(id, new ExportValue.Promise(reference, false), 1);
    }

    /**
     * Adds a variable.
     *
     * @param name not used yet
     * @param value the value, without nested stubs and promises
     * @return this
     * @throws IllegalArgumentException when the name is used already
     */
    public SnapshotBuilder variable(String name, Value value) {
        putOnce("variable", variables, name, value);
        return this;
    }

    /**
     * Adds a capability.
     *
     * @param name the capability's name
     * @return this
     */
    public SnapshotBuilder capability(String name) {
        capabilities.add(Objects.requireNonNull(name, "name"));
        return this;
    }

    private static <K, V> void putOnce(String what, Map<K, V> map, K key, V value) {
        Objects.requireNonNull(key, what);
        Objects.requireNonNull(value, "value");
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("The " + what + " is there already: each may be added once");
        }
    }

    /**
     * Makes the snapshot.
     *
     * @return the snapshot
     * @throws IllegalArgumentException when a time, a counter or an id is out of its range
     */
    public SessionSnapshot build() {
        return new SessionSnapshot(
                sessionId,
                createdAt,
                lastActivity,
                SessionSnapshot.SCHEMA_VERSION,
                generation,
                checkpoint,
                nextPositiveId.orElseGet(() -> highest(imports) + 1),
                nextNegativeId.orElseGet(() -> lowest(exports) - 1),
                nextPeerId.orElseGet(() -> highest(exports) + 1),
                imports,
                exports,
                variables,
                maxAge,
                capabilities);
    }

    private static long highest(Map<Long, ?> table) {
        return Math.max(0, table.keySet().stream().mapToLong(id -> id).max().orElse(0));
    }

    private static long lowest(Map<Long, ?> table) {
        return Math.min(0, table.keySet().stream().mapToLong(id -> id).min().orElse(0));
    }
}
