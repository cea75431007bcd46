package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The live objects of the stubs in the arguments of a call, which are good until the call ends. */
final class CallStubs implements Stubs {
    private final Core core;
    private final List<Hook> hooks;
    private final List<Stub> lent = new ArrayList<>();
    private final List<Outflow> outflows = new ArrayList<>();

    CallStubs(Core core, List<Hook> hooks) {
        this.core = core;
        this.hooks = hooks;
    }

    @Override
    public Object object(Value.StubValue stub, Type type) {
        Hook hook = hooks.get(Payload.index(stub));
        Class<?> asked = StreamTypes.raw(type);
        if (hook instanceof Hook.Target target && asked.isInstance(target.object())) {
            return target.object();
        }
        if (hook instanceof Hook.Remote remote && RpcTarget.class.isAssignableFrom(asked) && asked.isInterface()) {
            Stub made = Stub.lent(core, remote.entry(), asked);
            lent.add(made);
            return made.proxy();
        }
        return StreamTypes.object(core, hook, type, outflows)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A " + asked.getName() + " is expected, and the stub is of another kind"));
    }

    @Override
    public Value.StubValue place(Object object) {
        throw new IllegalStateException("Arguments are read, not written");
    }

    /** The call has ended. */
    void end() {
        lent.forEach(Stub::expire);
        outflows.forEach(Outflow::releaseUnlessBegun);
    }
}
