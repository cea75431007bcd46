package dev.mooring.session;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer.Decision;
import dev.mooring.session.CapabilityRestorer.Denied;
import dev.mooring.session.CapabilityRestorer.Granted;
import dev.mooring.session.CapabilityRestorer.Place;
import dev.mooring.session.CapabilityRestorer.Rejected;
import dev.mooring.session.CapabilityRestorer.Request;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grants every reference of one snapshot again, or refuses and disposes of the granted objects. Nothing is live until the
 * tables that come out of it are published.
 */
final class Restoration {
    private static final Value NOT_ATTACHED = Value.error(
            "Error", "The promise was pending when the session was suspended, and could not be attached again");

    private final RestorePolicy policy;
    private final SessionSnapshot snapshot;
    private final TokenContext context;
    private final Map<String, Value> variables;
    private final boolean retryable;
    private final Deque<AutoCloseable> undo = new ArrayDeque<>();
    private final List<ReportedEntry> rejected = new ArrayList<>();

    /** The decisions that the application has made in advance. */
    record RestorePolicy(CapabilityRestorer restorer, PendingPromises promises, SessionListener listener) {}

    Restoration(RestorePolicy policy, SessionSnapshot snapshot, TokenContext context, boolean retryable) {
        this.policy = policy;
        this.snapshot = snapshot;
        this.context = context;
        Map<String, Value> shown = new LinkedHashMap<>(snapshot.variables());
        shown.keySet().removeIf(LayerState::isReserved);
        this.variables = shown;
        this.retryable = retryable;
    }

    /** Asks for one reference after the other, in the order of the tables. */
    Session.Tables grantAll() {
        Map<Long, TableEntry<LiveValue>> imports = new HashMap<>();
        snapshot.imports()
                .forEach((id, entry) ->
                        imports.put(id, new TableEntry<>(liveImport(id, entry.value()), entry.references())));
        Map<Long, TableEntry<LiveValue>> exports = new HashMap<>();
        snapshot.exports()
                .forEach((id, entry) ->
                        exports.put(id, new TableEntry<>(liveExport(id, entry.value()), entry.references())));
        return new Session.Tables(imports, exports);
    }

    /** The entries that the policy or the restorer rejected. */
    List<ReportedEntry> rejected() {
        return rejected;
    }

    private LiveValue liveImport(long id, ImportValue value) {
        if (value instanceof ImportValue.Stub stub) {
            return liveStub(Place.IMPORT_STUB, id, stub.reference());
        }
        if (value instanceof ImportValue.Promise promise) {
            return livePromise(Place.IMPORT_PROMISE, id, promise.reference(), false);
        }
        Value resolved = ((ImportValue.Resolved) value).value();
        return new LiveValue.Resolved(resolved, objectsIn(id, resolved));
    }

    private LiveValue liveExport(long id, ExportValue value) {
        if (value instanceof ExportValue.Stub stub) {
            return liveStub(Place.EXPORT_STUB, id, stub.reference());
        }
        if (value instanceof ExportValue.Promise promise) {
            return livePromise(Place.EXPORT_PROMISE, id, promise.reference(), promise.pulled());
        }
        if (value instanceof ExportValue.Rejected reason) {
            return new LiveValue.Rejected(reason.value(), objectsIn(id, reason.value()));
        }
        Value resolved = ((ExportValue.Resolved) value).value();
        return new LiveValue.Resolved(resolved, objectsIn(id, resolved));
    }

    private LiveValue liveStub(Place place, long id, String reference) {
        Object object = grant(place, id, reference);
        return object instanceof LiveValue.Rejected none ? none : LiveValue.stub(object, reference);
    }

    private LiveValue livePromise(Place place, long id, String reference, boolean pulled) {
        Object object = grant(place, id, reference);
        return object instanceof LiveValue.Rejected none
                ? none
                : new LiveValue.Promise(object, Optional.of(reference), pulled);
    }

    private Map<Value, Object> objectsIn(long id, Value value) {
        Map<Value, Object> objects = NestedReferences.map();
        NestedReferences.in(value).forEach(nested -> objects.put(nested, liveNested(id, nested)));
        return objects;
    }

    private Object liveNested(long id, Value nested) {
        return nested instanceof Value.PromiseValue promise
                ? grant(Place.NESTED_PROMISE, id, promise.reference())
                : grant(Place.NESTED_STUB, id, ((Value.StubValue) nested).reference());
    }

    /** The live object, or a {@link LiveValue.Rejected} in its place. */
    private Object grant(Place place, long id, String reference) {
        if (place.isPromise() && policy.promises() == PendingPromises.REJECT) {
            return reject(place, id, NOT_ATTACHED);
        }
        Decision decision = decide(
                new Request(snapshot.sessionId(), place, id, reference, variables, snapshot.capabilities(), context));
        if (decision instanceof Granted granted) {
            undo.push(granted.undo());
            return granted.object();
        }
        if (decision instanceof Rejected none) {
            return reject(place, id, none.reason());
        }
        boolean forNow = ((Denied) decision).retryable();
        if (place.isPromise() && policy.promises() == PendingPromises.ATTACH_OR_REJECT && !forNow) {
            return reject(place, id, NOT_ATTACHED);
        }
        throw new ResumeTokenException(
                Reason.RESTORE_REFUSED, "The restorer refused the " + place + " at the id " + id, forNow && retryable);
    }

    private LiveValue.Rejected reject(Place place, long id, Value reason) {
        rejected.add(new ReportedEntry(place, id));
        return new LiveValue.Rejected(reason, Map.of());
    }

    private Decision decide(Request request) {
        try {
            Decision decision = policy.restorer().restore(request);
            if (decision != null) {
                return decision;
            }
            policy.listener()
                    .failed(SessionListener.Part.RESTORER, new NullPointerException("The restorer returned null"));
        } catch (Throwable e) {
            Faults.passOnErrors(e);
            // the application cannot decide, and a reference that nobody granted is refused
            restoreInterrupt(e);
            policy.listener().failed(SessionListener.Part.RESTORER, e);
        }
        return CapabilityRestorer.refuse();
    }

    private static void restoreInterrupt(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /** Disposes of everything that was granted, the last first. */
    void undo() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().close();
            } catch (Throwable e) {
                Faults.passOnErrors(e);
                restoreInterrupt(e);
                policy.listener().failed(SessionListener.Part.DISPOSAL, e);
            }
        }
    }
}
