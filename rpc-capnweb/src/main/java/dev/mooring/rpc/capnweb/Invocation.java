package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.link.Doubt.Decision;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a method of the application's in the lane, and makes its result, in the same segment. */
final class Invocation {
    private final Core core;
    private final Caller caller;
    private final Hook.Target target;
    private final TargetMethod method;
    private final Consumer<Hook> then;

    Invocation(Core core, Caller caller, Hook.Target target, TargetMethod method, Consumer<Hook> then) {
        this.core = core;
        this.caller = caller;
        this.target = target;
        this.method = method;
        this.then = then;
    }

    /** Runs it; in the lane. */
    void run(Hook.Plain given) {
        if (core.ended() != null) {
            then.accept(Hook.Failed.of(core.ended()));
            return;
        }
        Decision decision = core.doubts().decide(caller, method.idempotent());
        if (decision == Decision.REJECT) {
            then.accept(Doubts.of(caller));
            return;
        }
        if (!core.running().begin(caller)) {
            return; // the next server runs it
        }
        CallStubs stubs = new CallStubs(core, given.hooks());
        RpcCall before = RpcCall.enter(caller, decision == Decision.RUN_AGAIN);
        try {
            accept(invoke(given, stubs), stubs);
        } catch (Throwable thrown) {
            // an error of the virtual machine goes on its way, but nobody waits for the call in vain
            end(failure(thrown), stubs);
            if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
                throw error;
            }
        } finally {
            RpcCall.leave(before);
        }
    }

    private @Nullable Object invoke(Hook.Plain given, CallStubs stubs) throws Throwable {
        List<Value> values = given.value() instanceof Value.ArrayValue array ? array.elements() : List.of();
        return method.invoke(
                target.object(), method.arguments(values, core.settings().binder(), stubs));
    }

    private void accept(@Nullable Object outcome, CallStubs stubs) {
        if (outcome instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, thrown) ->
                    core.segment(method.name(), () -> end(thrown == null ? result(value) : failure(thrown), stubs)));
        } else {
            end(result(outcome), stubs);
        }
    }

    private void end(Hook hook, CallStubs stubs) {
        stubs.end();
        then.accept(hook);
    }

    private Hook result(@Nullable Object object) {
        if (object == null && method.returnsNothing()) {
            return Hook.Plain.UNDEFINED;
        }
        try {
            return Placed.hook(core, object);
        } catch (IllegalArgumentException unfit) {
            core.settings().listener().failed(core.peer(), method.name(), unfit);
            return Hook.Failed.error("TypeError", "The result of '" + method.name() + "' cannot be sent");
        } catch (RuntimeException thrown) {
            return failure(thrown);
        }
    }

    private Hook.Failed failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RpcException error) {
            return Hook.Failed.of(error);
        }
        if (core.session().isLive()) {
            core.settings().listener().failed(core.peer(), method.name(), cause);
        }
        if (cause instanceof ArgumentMismatch mismatch) {
            return Hook.Failed.error("TypeError", mismatch.getMessage());
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return Hook.Failed.of(redacted(cause));
    }

    private RpcException redacted(Throwable cause) {
        try {
            return core.settings().redaction().redact(cause);
        } catch (RuntimeException broken) {
            core.settings().listener().failed(core.peer(), method.name(), broken);
            return ErrorRedaction.HIDE.redact(cause);
        }
    }
}
