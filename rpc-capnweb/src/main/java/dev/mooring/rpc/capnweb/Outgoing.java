package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter.Spelling;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Step;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Calls of the client's things. */
final class Outgoing {

    /** The use of a result. */
    enum Wish {
        /** It is asked for. */
        PULLED,
        /** It is used in further calls, and not asked for. */
        PIPELINED,
        /** It is of no use. */
        RELEASED
    }

    /**
     * A call that was sent.
     *
     * @param outcome completes with something settled that the receiver owns
     */
    record Sent(CompletableFuture<Hook> outcome) {}

    private Outgoing() {}

    /** Calls, and asks for the result. */
    static Sent call(Core core, Import target, List<Step> path, Hook.Plain arguments) {
        try {
            return sent(
                    core, push(core, target, callText(core, target, path, arguments), arguments.hooks(), Wish.PULLED));
        } catch (IllegalArgumentException unfit) {
            core.report("arguments", unfit);
            return failed(Hook.Failed.error("TypeError", "The arguments cannot be sent"));
        } catch (RpcException | IllegalStateException gone) {
            return failed(gone);
        }
    }

    /** Reads a property, and asks for the result. */
    static Sent get(Core core, Import target, List<Step> path) {
        try {
            return sent(core, push(core, target, core.writer().get(target.id(), path), List.of(), Wish.PULLED));
        } catch (RpcException | IllegalStateException gone) {
            return failed(gone);
        }
    }

    /** The session has ended, or the client has released the stub meanwhile. */
    private static Sent failed(RuntimeException gone) {
        return failed(
                gone instanceof RpcException error
                        ? Hook.Failed.of(error)
                        : Hook.Failed.error("Error", "The stub was released"));
    }

    private static Sent failed(Hook.Failed reason) {
        return new Sent(CompletableFuture.completedFuture(reason));
    }

    private static Sent sent(Core core, Import call) {
        CompletableFuture<Hook> outcome = call.outcome();
        return new Sent(outcome.thenApply(hook -> {
            core.change(() -> core.imports().removeUser(call));
            return hook;
        }));
    }

    static Template callText(Core core, Import target, List<Step> path, Hook.Plain arguments) {
        List<Value> values = ((Value.ArrayValue) arguments.value()).elements();
        return core.writer().call(target.id(), path, values, known(arguments.hooks()));
    }

    /**
     * Sends a call. The caller becomes a user of the result, unless it is released.
     *
     * @throws RpcException when the session has ended
     * @throws IllegalStateException when the target was released
     */
    static Import push(Core core, Import target, Template text, List<Hook> hooks, Wish wish) {
        return core.step(() -> {
            RpcException ended = core.ended();
            if (ended != null) {
                throw new RpcException(ended.getMessage());
            }
            if (target.id() != Import.MAIN && !target.isUsed()) {
                throw new IllegalStateException("The stub was released");
            }
            output(core, text, hooks);
            Import call = Import.call();
            call.addUser();
            core.imports().push(call);
            core.failIfNoMoreInput(call);
            if (wish == Wish.PULLED) {
                core.output(MessageWriter.pull(call.id()));
            } else if (wish == Wish.RELEASED) {
                core.imports().removeUser(call);
            }
            return call;
        });
    }

    /** Introduces the things that are new to the client, and sends a message; under the guard. */
    static void output(Core core, Template text, List<Hook> hooks) {
        if (core.ended() == null) {
            List<Long> ids = text.gaps().stream()
                    .map(stub -> introduce(core, hooks.get(Payload.index(stub))))
                    .toList();
            core.output(text.fill(ids));
        }
    }

    private static long introduce(Core core, Hook hook) {
        if (hook instanceof Hook.Fetched blob) {
            return core.streams().openPipe(Fetching.stream(Fetching.body(blob.object())));
        }
        return hook instanceof Hook.Readable readable
                ? core.streams().openPipe(readable.publisher())
                : core.exports().introduce(hook);
    }

    /** Knows which of the hooks are the client's own, and which are streams. */
    static MessageWriter.Known known(List<Hook> hooks) {
        return stub -> spelling(hooks.get(Payload.index(stub)));
    }

    private static Optional<Spelling> spelling(Hook hook) {
        if (hook instanceof Hook.Remote remote) {
            return Optional.of(
                    Spelling.theirs(remote.entry().id(), !remote.entry().isStub()));
        }
        if (hook instanceof Hook.RemoteWritable) {
            throw new IllegalArgumentException(
                    "A stream that the client gave to be written cannot be given back to it");
        }
        if (hook instanceof Hook.Fetched fetched) {
            return Optional.of(Spelling.fetch(Fetching.head(fetched.object()), Fetching.body(fetched.object())));
        }
        return hook instanceof Hook.Readable
                ? Optional.of(Spelling.READABLE)
                : hook instanceof Hook.Writable ? Optional.of(Spelling.WRITABLE) : Optional.empty();
    }
}
