package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.Step;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The handler of a proxy for something of the client's. */
final class Stub implements InvocationHandler {
    private final Core core;
    private final Import entry;
    private final Class<?> type;
    private final TargetTable table;
    private final boolean lent;
    private volatile boolean over;

    private Stub(Core core, Import entry, Class<?> type, boolean lent) {
        this.core = core;
        this.entry = entry;
        this.type = type;
        this.lent = lent;
        table = TargetTable.of(type);
    }

    /** A stub that is good until the call ends that it was given to. */
    static Stub lent(Core core, Import entry, Class<?> type) {
        return new Stub(core, entry, type, true);
    }

    /** A stub that is a user of the entry until it is released. */
    static Stub owned(Core core, Import entry, Class<?> type) {
        return new Stub(core, entry, type, false);
    }

    /** The handler of an object, if it is a stub of a client's. */
    static Optional<Stub> of(Object object) {
        return Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Stub stub
                ? Optional.of(stub)
                : Optional.empty();
    }

    Object proxy() {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    /** The call has ended that it was given to. */
    void expire() {
        over = true;
    }

    private void refuseOver() {
        if (over) {
            throw new IllegalStateException(
                    lent
                            ? "The stub was good until the call ended that it was given to: keep one by RpcStub.keep"
                            : "The stub was released");
        }
    }

    /** The entry, for the session that it belongs to. */
    Import entryFor(Core asking) {
        refuseOver();
        if (asking != core) {
            throw new IllegalArgumentException("A stub of one client cannot be given to another");
        }
        return entry;
    }

    Stub keep() {
        return core.step(() -> {
            refuseOver();
            entry.addUser();
            return owned(core, entry, type);
        });
    }

    void release() {
        core.change(() -> {
            if (!lent && !over) {
                over = true;
                core.imports().removeUser(entry);
            }
        });
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method.getName(), arguments);
        }
        Optional<TargetMethod> known = table.find(method.getName());
        if (known.isEmpty()) {
            throw new UnsupportedOperationException(
                    method.getName() + " is not declared in an interface that extends RpcTarget");
        }
        refuseOver();
        return call(known.get(), arguments == null ? new Object[0] : arguments);
    }

    private Object ofObject(String name, Object @Nullable [] arguments) {
        return switch (name) {
            case "equals" ->
                arguments != null && of(arguments[0]).filter(this::isSame).isPresent();
            case "hashCode" -> System.identityHashCode(entry);
            default -> type.getSimpleName() + " stub of the client's";
        };
    }

    private boolean isSame(Stub other) {
        return other.entry == entry;
    }

    private @Nullable Object call(TargetMethod method, Object[] arguments) {
        return switch (method.result()) {
            case NONE -> {
                send(method, arguments, Outgoing.Wish.RELEASED);
                yield null;
            }
            case TARGET ->
                owned(core, send(method, arguments, Outgoing.Wish.PIPELINED), method.returnClass())
                        .proxy();
            case STAGE -> future(method, arguments);
            case VALUE -> await(method, arguments);
        };
    }

    private RemoteFuture future(TargetMethod method, Object[] arguments) {
        return new RemoteFuture(core, send(method, arguments, Outgoing.Wish.PULLED), method);
    }

    private @Nullable Object await(TargetMethod method, Object[] arguments) {
        if (core.isInStep()) {
            throw new IllegalStateException("Nothing can wait for the client within atomically: let " + method.name()
                    + " return void or a CompletionStage");
        }
        RemoteFuture future = future(method, arguments);
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                future.cancel(false);
                throw new CancellationException("The thread was interrupted while it waited for the client");
            }
            throw failed.getCause() instanceof RpcException error ? error : failed;
        }
    }

    private Import send(TargetMethod method, Object[] arguments, Outgoing.Wish wish) {
        List<Step> path = table.function().isPresent() ? List.of() : List.of(Step.of(method.name()));
        if (method.property()) {
            return Outgoing.push(core, entry, core.writer().get(entry.id(), path), List.of(), wish);
        }
        Hook.Plain placed = (Hook.Plain) Placed.hook(core, Arrays.asList(method.spread(arguments)));
        try {
            Template text = Outgoing.callText(core, entry, path, placed);
            return Outgoing.push(core, entry, text, placed.hooks(), wish);
        } finally {
            core.change(() -> core.drop(placed));
        }
    }

    @Override
    public String toString() {
        return "Stub[" + type.getSimpleName() + "]";
    }
}
