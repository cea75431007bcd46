package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An object of the application's that becomes a value with hooks in it: a result, or the arguments of a call. */
final class Placed implements Stubs {
    private final Core core;
    private final List<Hook> hooks = new ArrayList<>();
    /** Stand-ins are told by identity from stubs that an application might put into a value itself. */
    private final List<Value.StubValue> placeholders = new ArrayList<>();

    private Placed(Core core) {
        this.core = core;
    }

    /**
     * Makes a hook that the caller owns.
     *
     * @throws IllegalArgumentException when the object cannot become a value
     */
    static Hook hook(Core core, @Nullable Object object) {
        Placed placed = new Placed(core);
        boolean whole = false;
        try {
            Value value = core.settings().binder().toValue(object, placed);
            placed.refuseForeignStubs(value);
            whole = true;
            return value instanceof Value.StubValue ? placed.hooks.get(0) : new Hook.Plain(value, placed.hooks);
        } finally {
            if (!whole) {
                core.change(() -> placed.hooks.forEach(core::drop));
            }
        }
    }

    private void refuseForeignStubs(Value value) {
        if (value instanceof Value.PromiseValue) {
            throw foreign();
        }
        if (value instanceof Value.StubValue stub && placeholders.stream().noneMatch(known -> known == stub)) {
            throw foreign();
        }
        if (value instanceof Value.ArrayValue array) {
            array.elements().forEach(this::refuseForeignStubs);
        } else if (value instanceof Value.ObjectValue object) {
            object.members().values().forEach(this::refuseForeignStubs);
        } else if (value instanceof Value.ErrorValue error) {
            error.properties().values().forEach(this::refuseForeignStubs);
        }
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "A value that is sent holds no StubValue and no PromiseValue: send the object itself");
    }

    @Override
    public Object object(Value.StubValue stub, Type type) {
        throw new IllegalStateException("Results are written, not read");
    }

    @Override
    public Value.StubValue place(Object object) {
        Hook hook = hookOf(object);
        core.change(() -> core.retain(hook));
        hooks.add(hook);
        Value.StubValue placeholder = Payload.placeholder(hooks.size() - 1);
        placeholders.add(placeholder);
        return placeholder;
    }

    private Hook hookOf(Object object) {
        if (StreamTypes.isFetched(object)) {
            return new Hook.Fetched(object);
        }
        if (object instanceof Flow.Publisher<?> publisher) {
            return new Hook.Readable(publisher);
        }
        if (object instanceof Flow.Subscriber<?> subscriber) {
            return writable(subscriber);
        }
        return Stub.of(object)
                .<Hook>map(stub -> new Hook.Remote(stub.entryFor(core)))
                .orElseGet(() -> new Hook.Target(object, TargetTable.of(object.getClass()), reference(object)));
    }

    @SuppressWarnings("unchecked")
    private Hook writable(Flow.Subscriber<?> subscriber) {
        if (subscriber instanceof Outflow) {
            throw new IllegalArgumentException("A stream that a client gave to be written cannot be given on");
        }
        Inflow inflow = core.step(() -> core.streams().inflow()).of(StreamTypes.element(subscriber));
        inflow.subscribe((Flow.Subscriber<Object>) subscriber);
        return new Hook.Writable(inflow);
    }

    private Optional<String> reference(Object object) {
        if (core.exports().main() instanceof Hook.Target main && main.object() == object) {
            return main.reference();
        }
        return object instanceof Restorable restorable
                ? Optional.of(References.TARGET + checked(restorable.reference()))
                : Optional.empty();
    }

    private static String checked(String reference) {
        if (reference.isEmpty() || reference.length() > References.MAX_CHARS) {
            throw new IllegalArgumentException("The reference of a target has 1 to " + References.MAX_CHARS
                    + " characters, and not " + reference.length());
        }
        SnapshotLimits.DEFAULT.check(new ExportValue.Stub(reference));
        return reference;
    }
}
