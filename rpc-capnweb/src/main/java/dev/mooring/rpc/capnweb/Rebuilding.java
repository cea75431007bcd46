package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.session.ExportTable;
import dev.mooring.session.LiveValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the hooks of a restored session from the durable form that {@link References} describes. */
final class Rebuilding {
    private static final Hook.Failed NOT_RESTORED = new Hook.Failed(
            Value.error("Error", "The server that had this object was lost, and it could not be made again"), true);
    private static final Hook.Failed NOT_KEPT = new Hook.Failed(
            Value.error("Error", "The server that had this result was lost, and it was too long to be kept"), true);

    private final Core core;
    private final RpcRestorer restorer;
    private final Map<String, Optional<Hook.Target>> targets = new HashMap<>();

    Rebuilding(Core core, RpcRestorer restorer) {
        this.core = core;
        this.restorer = restorer;
    }

    /**
     * Asks the application for all targets, and fills the tables; the main object is there already.
     *
     * @throws Exception if a target cannot be made at present
     */
    void run() throws Exception {
        ExportTable table = core.session().exports();
        Map<Long, LiveValue> saved = new HashMap<>();
        table.ids().forEach(id -> saved.put(id, table.find(id).orElseThrow().value()));
        Set<String> references = new LinkedHashSet<>();
        saved.values().forEach(value -> collect(value, references::add));
        for (String reference : references) {
            restore(reference);
        }
        core.change(() -> fill(saved));
    }

    private void fill(Map<Long, LiveValue> saved) {
        core.imports().restore();
        saved.forEach((id, value) -> core.exports().restore(id, hook(value)));
        core.session().variables().get(PeerState.VARIABLE).map(PeerState::from).ifPresent(this::fill);
    }

    private void fill(PeerState state) {
        state.kept()
                .forEach((name, id) ->
                        core.imports().find(id).ifPresent(entry -> core.kept().put(name, entry)));
        state.released().forEach(core.exports()::restoreReleased);
        core.streams().restore(state.chunks());
    }

    private static void collect(LiveValue value, Consumer<String> references) {
        if (value instanceof LiveValue.Stub stub) {
            stub.reference().ifPresent(references);
        } else if (value instanceof LiveValue.Resolved resolved) {
            Paths.mapStubs(resolved.value(), stub -> {
                references.accept(stub.reference());
                return stub;
            });
        }
    }

    /** The reference of a target, or of that of a method. */
    private static String ofTarget(String reference) {
        return reference.startsWith(References.FUNCTION)
                ? reference.substring(reference.indexOf(':', References.FUNCTION.length()) + 1)
                : reference;
    }

    private void restore(String reference) throws Exception {
        String name = ofTarget(reference);
        if (name.startsWith(References.TARGET) && !targets.containsKey(name)) {
            Optional<? extends RpcTarget> made =
                    restorer.restore(name.substring(References.TARGET.length()), core.peer());
            targets.put(
                    name,
                    made.map(object -> new Hook.Target(object, TargetTable.of(object.getClass()), Optional.of(name))));
        }
    }

    private Hook hook(LiveValue value) {
        if (value instanceof LiveValue.Stub stub) {
            return hook(stub.reference().orElse(References.NONE));
        }
        if (value instanceof LiveValue.Resolved resolved) {
            return plain(resolved.value());
        }
        return value instanceof LiveValue.Rejected rejected
                ? new Hook.Failed(rejected.reason(), isInDoubt(rejected.reason()))
                : new Hook.Pending();
    }

    private static boolean isInDoubt(Value reason) {
        return reason instanceof Value.ErrorValue error
                && Value.of(true).equals(error.properties().get(Doubts.PROPERTY));
    }

    private Hook.Plain plain(Value value) {
        List<Hook> hooks = new ArrayList<>();
        Value filled = Paths.mapStubs(value, stub -> {
            hooks.add(hook(stub.reference()));
            return Payload.placeholder(hooks.size() - 1);
        });
        return new Hook.Plain(filled, hooks);
    }

    private Hook hook(String reference) {
        String name = ofTarget(reference);
        if (name.equals(References.LONG)) {
            return NOT_KEPT;
        }
        if (name.startsWith(References.IMPORT)) {
            long id = Long.parseLong(name.substring(References.IMPORT.length()));
            return core.imports().find(id).<Hook>map(Hook.Remote::new).orElse(NOT_RESTORED);
        }
        Optional<Hook.Target> target = name.equals(References.MAIN)
                ? Optional.of((Hook.Target) core.exports().main())
                : targets.getOrDefault(name, Optional.empty());
        return name.equals(reference) ? target.<Hook>map(any -> any).orElse(NOT_RESTORED) : function(reference, target);
    }

    private static Hook function(String reference, Optional<Hook.Target> target) {
        int from = References.FUNCTION.length();
        String method = reference.substring(from, reference.indexOf(':', from));
        return target.<Hook>flatMap(known -> known.table().find(method).map(found -> new Hook.Function(known, found)))
                .orElse(NOT_RESTORED);
    }
}
