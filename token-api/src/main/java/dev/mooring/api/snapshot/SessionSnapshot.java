package dev.mooring.api.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a session is, at one instant, in a form that outlives it. It holds recipes, not live objects: a stub is an
 * application's reference, and the application decides at the resume whether to grant it again.
 *
 * <p>A snapshot that exists is sound in itself: ids lie in the ranges that the next ids allow, and counters are in range.
 * Whether it is small enough is the business of {@link SnapshotLimits}, checked when it is issued and when it is opened.
 *
 * <p>Ids are those of Cap'n Web. In the import table positive ids are ours and negative ones the peer's; in the export
 * table negative ids are ours and positive ones the peer's; 0 is the main interface and never stored; no id is ever used
 * again. Times are cut to milliseconds, the max age to seconds. Tables and variables are kept in canonical order: ids
 * 1, 2, … before −1, −2, …; names by the length of their UTF-8, then by its bytes.
 *
 * @param sessionId names the session; by default 1 to 256 bytes of UTF-8 without control characters
 * @param createdAt when the session began, from 1970 to the last date of JavaScript
 * @param lastActivity when the session was last used, in the same range
 * @param schemaVersion the version of the snapshot's form, 1
 * @param generation counts resumptions; 1 for a new session
 * @param checkpoint counts the tokens issued within the generation, from 1
 * @param nextPositiveId the next import id of ours, above all that are used
 * @param nextNegativeId the next export id of ours, below all that are used
 * @param nextPeerId the id that the peer's next push takes implicitly, above all positive export ids
 * @param imports the import table by id
 * @param exports the export table by id
 * @param variables the session's variables by name
 * @param maxAge how long the session may live from its creation, in whole seconds of at least 1
 * @param capabilities the capabilities that the session was granted; an upper bound for the application, never a proof
 */
public record SessionSnapshot(
        String sessionId,
        Instant createdAt,
        Instant lastActivity,
        int schemaVersion,
        long generation,
        long checkpoint,
        long nextPositiveId,
        long nextNegativeId,
        long nextPeerId,
        Map<Long, TableEntry<ImportValue>> imports,
        Map<Long, TableEntry<ExportValue>> exports,
        Map<String, Value> variables,
        Duration maxAge,
        List<String> capabilities) {

    /** The version of the snapshot's form that this release writes, and the newest that it reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The max age of a session unless told otherwise: 24 hours. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(24);

    /** The greatest max age that any server grants a session: 30 days. */
    public static final Duration GREATEST_MAX_AGE = Duration.ofDays(30);

    private static final Instant LAST_DATE = Instant.ofEpochMilli(Value.DateValue.MAX_EPOCH_MILLIS);

    /**
     * Copies the tables into canonical order and checks the rules that hold in every snapshot.
     *
     * @throws IllegalArgumentException when a time, a counter or an id is out of its range
     */
    public SessionSnapshot {
        Objects.requireNonNull(sessionId, "sessionId");
        createdAt = millis("createdAt", createdAt);
        lastActivity = millis("lastActivity", lastActivity);
        Checks.range("schemaVersion", schemaVersion, SCHEMA_VERSION, SCHEMA_VERSION);
        Checks.range("generation", generation, 1, Value.MAX_INTEGER);
        Checks.range("checkpoint", checkpoint, 1, Value.MAX_INTEGER);
        Checks.range("nextPositiveId", nextPositiveId, 1, Value.MAX_INTEGER);
        Checks.range("nextNegativeId", nextNegativeId, -Value.MAX_INTEGER, -1);
        Checks.range("nextPeerId", nextPeerId, 1, Value.MAX_INTEGER);
        imports = CanonicalOrder.ofTable(imports);
        exports = CanonicalOrder.ofTable(exports);
        checkIds("import", imports, -Value.MAX_INTEGER, nextPositiveId - 1);
        checkIds("export", exports, nextNegativeId + 1, nextPeerId - 1);
        variables = CanonicalOrder.ofNames(variables);
        maxAge = maxAge.truncatedTo(ChronoUnit.SECONDS);
        Checks.range("maxAge in seconds", maxAge.getSeconds(), 1, Value.MAX_INTEGER);
        capabilities = List.copyOf(capabilities);
    }

    private static Instant millis(String what, Instant time) {
        // cut first, and compared as instants: far outside the range toEpochMilli overflows
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        if (cut.isBefore(Instant.EPOCH) || cut.isAfter(LAST_DATE)) {
            throw new IllegalArgumentException(what + " is from " + Instant.EPOCH + " to " + LAST_DATE);
        }
        return cut;
    }

    private static void checkIds(String table, Map<Long, ?> entries, long least, long most) {
        entries.forEach((id, entry) -> {
            if (id == 0) {
                throw new IllegalArgumentException("The " + table + " id 0 is the main interface and is not stored");
            }
            if (id < least || id > most) {
                throw new IllegalArgumentException("The " + table + " id " + id + " is outside " + least + " to " + most
                        + ": ids in use lie between the next ids");
            }
        });
    }

    /**
     * Starts a snapshot of a new session: generation 1, checkpoint 1, empty tables, a max age of
     * {@link #DEFAULT_MAX_AGE}, and the next ids just beyond those that are used.
     *
     * @param sessionId names the session
     * @param createdAt when it began; also its last activity, unless told otherwise
     * @return a builder
     */
    public static SnapshotBuilder builder(String sessionId, Instant createdAt) {
        return new SnapshotBuilder(sessionId, createdAt);
    }

    /**
     * Starts from this snapshot.
     *
     * @return a builder
     */
    public SnapshotBuilder toBuilder() {
        return new SnapshotBuilder(this);
    }

    @Override
    public String toString() {
        return "SessionSnapshot[" + imports.size() + " imports, " + exports.size() + " exports, " + variables.size()
                + " variables, " + capabilities.size() + " capabilities, generation " + generation + ", checkpoint "
                + checkpoint + "]";
    }
}
