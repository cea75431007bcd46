package dev.mooring.session;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer.Kind;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cut through a session, and the snapshot it becomes. The cut is copied under the session's guard; all the rest happens
 * outside of it.
 *
 * @param base everything but the tables and the variables
 * @param imports the import table
 * @param exports the export table
 * @param variables the variables
 */
record Capture(
        SnapshotBuilder base,
        Map<Long, TableEntry<LiveValue>> imports,
        Map<Long, TableEntry<LiveValue>> exports,
        Map<String, Value> variables) {

    /** A snapshot, and the entries that it does not hold. */
    record Captured(SessionSnapshot snapshot, List<ReportedEntry> leftOut) {}

    Captured toSnapshot(MissingReferences policy) {
        List<ReportedEntry> leftOut = new ArrayList<>();
        imports.forEach((id, entry) -> toImport(entry.value())
                .ifPresentOrElse(
                        value -> base.importEntry(id, value, entry.references()),
                        () -> leftOut.add(new ReportedEntry(
                                isStub(entry.value()) ? Kind.IMPORT_STUB : Kind.IMPORT_PROMISE, id))));
        exports.forEach((id, entry) -> toExport(entry.value())
                .ifPresentOrElse(
                        value -> base.exportEntry(id, value, entry.references()),
                        () -> leftOut.add(new ReportedEntry(
                                isStub(entry.value()) ? Kind.EXPORT_STUB : Kind.EXPORT_PROMISE, id))));
        if (policy == MissingReferences.REFUSE && !leftOut.isEmpty()) {
            throw new ResumeTokenException(
                    Reason.ENCODING_FAILED,
                    "The " + leftOut.get(0).kind() + " of id " + leftOut.get(0).id()
                            + " has no reference, so it could not be granted again: give it one, or choose "
                            + MissingReferences.LEAVE_OUT);
        }
        variables.forEach(base::variable);
        return new Captured(base.build(), leftOut);
    }

    private static boolean isStub(LiveValue value) {
        return value instanceof LiveValue.Stub;
    }

    /** What a snapshot holds for an import; empty for what has no reference. */
    static Optional<ImportValue> toImport(LiveValue value) {
        if (value instanceof LiveValue.Stub stub) {
            return stub.reference().map(ImportValue.Stub::new);
        }
        if (value instanceof LiveValue.Promise promise) {
            return promise.reference().map(ImportValue.Promise::new);
        }
        return Optional.of(new ImportValue.Resolved(valueOf(value)));
    }

    /** What a snapshot holds for an export; empty for what has no reference. */
    static Optional<ExportValue> toExport(LiveValue value) {
        if (value instanceof LiveValue.Stub stub) {
            return stub.reference().map(ExportValue.Stub::new);
        }
        if (value instanceof LiveValue.Promise promise) {
            return promise.reference().map(reference -> new ExportValue.Promise(reference, promise.pulled()));
        }
        return Optional.of(
                value instanceof LiveValue.Rejected
                        ? new ExportValue.Rejected(valueOf(value))
                        : new ExportValue.Resolved(valueOf(value)));
    }

    private static Value valueOf(LiveValue value) {
        return value instanceof LiveValue.Rejected rejected ? rejected.reason() : ((LiveValue.Resolved) value).value();
    }

    /** A snapshot to check a single entry with. */
    static SnapshotBuilder probe() {
        return SessionSnapshot.builder("probe", Instant.EPOCH);
    }
}
