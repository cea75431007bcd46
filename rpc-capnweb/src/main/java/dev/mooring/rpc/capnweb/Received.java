package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result of the client's that becomes an object; each stub in it is the application's own until it releases it. */
final class Received implements Stubs {
    private final Core core;
    private final List<Hook> hooks;
    private final List<Hook> left;

    private Received(Core core, List<Hook> hooks) {
        this.core = core;
        this.hooks = hooks;
        left = new ArrayList<>(hooks);
    }

    /**
     * Makes the object of a hook, which it takes over.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    static @Nullable Object object(Core core, Hook hook, TargetMethod method) {
        Hook.Plain plain =
                hook instanceof Hook.Plain known ? known : new Hook.Plain(Payload.placeholder(0), List.of(hook));
        Received received = new Received(core, plain.hooks());
        try {
            return method.returnsNothing()
                    ? null
                    : core.settings().binder().fromValue(plain.value(), method.resultType(), received);
        } finally {
            core.change(() -> received.left.forEach(core::drop));
        }
    }

    @Override
    public Object object(Value.StubValue stub, Type type) {
        Hook hook = hooks.get(Payload.index(stub));
        Class<?> asked = StreamTypes.raw(type);
        if (hook instanceof Hook.Target target && asked.isInstance(target.object())) {
            return target.object();
        }
        if (hook instanceof Hook.Remote remote && RpcTarget.class.isAssignableFrom(asked) && asked.isInterface()) {
            left.remove(hook);
            return Stub.owned(core, remote.entry(), asked).proxy();
        }
        if (hook instanceof Hook.Readable) {
            // the application reads it, or the session ends
            left.remove(hook);
        }
        return StreamTypes.object(core, hook, type, new ArrayList<>())
                .orElseThrow(() -> new IllegalArgumentException("a " + asked.getName() + " is expected"));
    }

    @Override
    public Value.StubValue place(Object object) {
        throw new IllegalStateException("Results are read, not written");
    }
}
