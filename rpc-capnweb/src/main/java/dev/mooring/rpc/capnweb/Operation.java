package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.Doubt.Decision;
import dev.mooring.rpc.capnweb.internal.wire.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that the client asks for: the end of a path, or a call of it. It waits for promises, asks the
 * application in its turn, and passes on calls of the client's own things.
 */
final class Operation implements Evaluated {
    private final Evaluation evaluation;
    private final Core core;
    private final Hook base;
    private final List<Step> path;
    private final @Nullable Parts arguments;
    private final CompletableFuture<Hook> result = new CompletableFuture<>();

    private Operation(Evaluation evaluation, Hook base, List<Step> path, @Nullable Parts arguments) {
        this.evaluation = evaluation;
        this.core = evaluation.core();
        this.base = base;
        this.path = path;
        this.arguments = arguments;
    }

    /** Reads the end of a path. */
    static Operation get(Evaluation evaluation, Hook base, List<Step> path) {
        return new Operation(evaluation, base, path, null);
    }

    /** Calls the end of a path. */
    static Operation call(Evaluation evaluation, Hook base, List<Step> path, Parts arguments) {
        return new Operation(evaluation, base, path, arguments);
    }

    @Override
    public CompletableFuture<Hook> result() {
        return result;
    }

    @Override
    public void start() {
        if (base instanceof Hook.Pending pending && !pending.outcome().isDone()) {
            pending.outcome().whenSettled(hook -> evaluation.turns().follow(() -> proceed(hook, path)));
        } else if (base instanceof Hook.Pending pending) {
            proceed(pending.outcome().join(), path);
        } else {
            proceed(base, path);
        }
    }

    private void proceed(Hook from, List<Step> remaining) {
        if (from instanceof Hook.Writable stream && arguments != null) {
            String method = Paths.spelled(remaining);
            whenArguments(arguments, plain -> stream.inflow().accept(method, plain, result::complete));
            return;
        }
        Paths.Found found = Paths.follow(from, remaining);
        Optional<Hook.Function> property = found.property();
        if (property.isPresent()) {
            read(property.get(), found.rest());
        } else if (found.hook() instanceof Hook.Remote remote) {
            ask(remote, found.rest());
        } else if (arguments == null || found.hook() instanceof Hook.Failed) {
            finishWithCopy(found.hook());
        } else {
            call(found.hook(), arguments);
        }
    }

    private void finishWithCopy(Hook hook) {
        core.change(() -> core.retain(hook));
        result.complete(hook);
    }

    private void fail(String type, String message) {
        result.complete(Hook.Failed.error(type, message));
    }

    private void read(Hook.Function property, List<Step> rest) {
        whenInvoked(property, Hook.Plain.UNDEFINED, value -> {
            if (rest.isEmpty() && arguments == null) {
                result.complete(value);
            } else {
                result.thenRun(() -> core.change(() -> core.drop(value)));
                proceed(value, rest);
            }
        });
    }

    private void ask(Hook.Remote remote, List<Step> rest) {
        if (arguments == null) {
            get(remote, rest);
        } else {
            whenArguments(arguments, plain -> forward(() -> Outgoing.call(core, remote.entry(), rest, plain)));
        }
    }

    private void get(Hook.Remote remote, List<Step> rest) {
        if (!rest.isEmpty()) {
            forward(() -> Outgoing.get(core, remote.entry(), rest));
        } else if (remote.entry().isStub()) {
            finishWithCopy(remote);
        } else {
            remote.entry().outcome().whenSettled(hook -> evaluation.turns().follow(() -> finishWithCopy(hook)));
        }
    }

    /** Passes on a call of the client's own thing; nobody has said that it may run again. */
    private void forward(Supplier<Outgoing.Sent> sending) {
        if (core.doubts().decide(evaluation.caller(), false) == Decision.REJECT) {
            result.complete(Doubts.of(evaluation.caller()));
        } else if (core.running().begin(evaluation.caller())) {
            sending.get().outcome().thenAccept(result::complete);
        }
    }

    private void whenArguments(Parts parts, Consumer<Hook.Plain> then) {
        parts.whenReady(whole -> {
            if (whole instanceof Hook.Plain plain) {
                then.accept(plain);
            } else {
                result.complete(whole);
            }
        });
    }

    private void call(Hook callee, Parts parts) {
        Optional<Hook.Function> function = function(callee);
        if (function.isEmpty()) {
            fail("TypeError", "'" + Paths.spelled(path) + "' is not a function.");
        } else {
            whenArguments(parts, plain -> whenInvoked(function.get(), plain, result::complete));
        }
    }

    private static Optional<Hook.Function> function(Hook callee) {
        if (callee instanceof Hook.Function function) {
            return Optional.of(function);
        }
        return callee instanceof Hook.Target target
                ? target.table().function().map(method -> new Hook.Function(target, method))
                : Optional.empty();
    }

    private void whenInvoked(Hook.Function function, Hook.Plain given, Consumer<Hook> then) {
        Invocation invocation = new Invocation(core, evaluation.caller(), function.target(), function.method(), then);
        evaluation.turns().call(() -> invocation.run(given));
    }
}
