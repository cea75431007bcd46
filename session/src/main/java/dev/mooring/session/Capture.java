package dev.mooring.session;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer.Place;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cut through a session, and the snapshot that it becomes. The cut is copied under the session's guard; all the rest
 * happens outside of it.
 *
 * @param base the names, times and counters of the session
 * @param state the state of the session
 * @param untouched whether the state is the one that a resume restored, and the claim of that resume is not settled
 */
record Capture(SnapshotBuilder base, State state, boolean untouched) {
    private static final Value NOT_KEPT =
            Value.error("Error", "The session was moved, and this could not be moved with it");

    /**
     * The state of a session: all that a client can have changed since the session was resumed.
     *
     * @param nextIds the next ids
     * @param imports the import table
     * @param exports the export table
     * @param variables the variables
     * @param capabilities the capabilities
     * @param layer the state of the layer, if the session has one
     */
    record State(
            IdAllocator.NextIds nextIds,
            Map<Long, TableEntry<LiveValue>> imports,
            Map<Long, TableEntry<LiveValue>> exports,
            Map<String, Value> variables,
            List<String> capabilities,
            Optional<LayerState> layer) {

        /** Says whether a snapshot of the other state would hold the same; asks no object of the application. */
        boolean isCapturedLike(State other) {
            return nextIds.equals(other.nextIds)
                    && capabilities.equals(other.capabilities)
                    && layer.equals(other.layer)
                    && variables.equals(other.variables)
                    && areCapturedAlike(imports, other.imports, Capture::toImport)
                    && areCapturedAlike(exports, other.exports, Capture::toExport);
        }

        private static boolean areCapturedAlike(
                Map<Long, TableEntry<LiveValue>> some,
                Map<Long, TableEntry<LiveValue>> others,
                Function<LiveValue, ?> captured) {
            return some.size() == others.size()
                    && some.entrySet().stream().allMatch(each -> {
                        TableEntry<LiveValue> one = each.getValue();
                        TableEntry<LiveValue> other = others.get(each.getKey());
                        return one == other
                                || other != null
                                        && one.references() == other.references()
                                        && captured.apply(one.value()).equals(captured.apply(other.value()));
                    });
        }
    }

    /** A snapshot, and the entries that it does not hold as they were. */
    record Captured(SessionSnapshot snapshot, List<ReportedEntry> leftOut) {}

    Captured toSnapshot(MissingReferences policy) {
        boolean rejecting = policy == MissingReferences.REJECT;
        List<ReportedEntry> leftOut = new ArrayList<>();
        state.imports().forEach((id, entry) -> {
            Optional<ImportValue> captured = toImport(entry.value());
            if (captured.isEmpty()) {
                leftOut.add(new ReportedEntry(isStub(entry) ? Place.IMPORT_STUB : Place.IMPORT_PROMISE, id));
            }
            captured.or(() -> Optional.<ImportValue>of(new ImportValue.Resolved(NOT_KEPT))
                            .filter(any -> rejecting))
                    .ifPresent(value -> base.importEntry(id, value, entry.references()));
        });
        state.exports().forEach((id, entry) -> {
            Optional<ExportValue> captured = toExport(entry.value());
            if (captured.isEmpty()) {
                leftOut.add(new ReportedEntry(isStub(entry) ? Place.EXPORT_STUB : Place.EXPORT_PROMISE, id));
            }
            captured.or(() -> Optional.<ExportValue>of(new ExportValue.Rejected(NOT_KEPT))
                            .filter(any -> rejecting))
                    .ifPresent(value -> base.exportEntry(id, value, entry.references()));
        });
        if (policy == MissingReferences.REFUSE && !leftOut.isEmpty()) {
            throw new ResumeTokenException(
                    Reason.ENCODING_FAILED,
                    "The " + leftOut.get(0).place() + " of id " + leftOut.get(0).id()
                            + " has no reference, so it could not be granted again: give it one, or choose "
                            + MissingReferences.LEAVE_OUT + " or " + MissingReferences.REJECT);
        }
        base.nextPositiveId(state.nextIds().positive())
                .nextNegativeId(state.nextIds().negative())
                .nextPeerId(state.nextIds().peer());
        state.variables().forEach(base::variable);
        state.layer().map(LayerState::variable).ifPresent(each -> base.variable(each.getKey(), each.getValue()));
        state.capabilities().forEach(base::capability);
        return new Captured(base.build(), leftOut);
    }

    private static boolean isStub(TableEntry<LiveValue> entry) {
        return entry.value() instanceof LiveValue.Stub;
    }

    /** The snapshot's entry of an import; empty if the import has no reference. */
    static Optional<ImportValue> toImport(LiveValue value) {
        if (value instanceof LiveValue.Stub stub) {
            return stub.reference().map(ImportValue.Stub::new);
        }
        if (value instanceof LiveValue.Promise promise) {
            return promise.reference().map(ImportValue.Promise::new);
        }
        return Optional.of(new ImportValue.Resolved(valueOf(value)));
    }

    /** The snapshot's entry of an export; empty if the export has no reference. */
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
}
