package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A push of the client's that has not settled yet. */
final class PushedCall {
    private final Core core;
    private final Calls calls;
    private final long id;
    private final boolean stream;
    private final int chars;
    private final Hook.Pending pending;
    private final Parts parts;
    private final OptionalLong base;
    private final @Nullable Operation operation;

    /** How a push came. */
    record Arrival(Payload expression, boolean stream, int chars) {}

    /** Takes the next id of the client's and looks up what the push names; under the guard. */
    PushedCall(Core core, Calls calls, Arrival arrival) throws WireException {
        this.core = core;
        this.calls = calls;
        stream = arrival.stream();
        chars = arrival.chars();
        pending = new Hook.Pending();
        // looked up first: nothing can name the id that this push is only about to take
        Optional<Reference.Call> call = arrival.expression().call();
        base = call.map(known -> OptionalLong.of(known.id())).orElseGet(OptionalLong::empty);
        Hook callee = call.isPresent() ? core.exports().find(call.get().id()) : Hook.Plain.UNDEFINED;
        Caller caller = new Caller(core.peer(), core.session().ids().nextPeerId());
        parts = Parts.of(core, call.map(Reference.Call::arguments).orElse(arrival.expression()), caller);
        operation = call.map(known -> Operation.call(core, caller, callee, known.path(), parts))
                .orElse(null);
        id = core.exports().push(pending);
        core.exports().hold(id);
        base.ifPresent(core.exports()::hold);
    }

    int chars() {
        return chars;
    }

    long id() {
        return id;
    }

    /** Begins; not under the guard. */
    void start() {
        if (operation == null) {
            parts.whenReady(whole -> {
                core.change(() -> core.retain(whole));
                settle(whole);
            });
        } else {
            operation.result().thenAccept(this::settle);
            operation.start();
        }
    }

    /** Refuses it without doing anything. */
    void refuse(String type, String sentence) {
        settle(Hook.Failed.error(type, sentence));
    }

    private void settle(Hook hook) {
        core.safely(() -> settleAndAnswer(hook));
    }

    /** Settles the result, which it takes over, and answers the client if it has asked, in one step. */
    private void settleAndAnswer(Hook hook) {
        Answer answer = new Answer(core, id, hook);
        if (stream || core.exports().isPulled(id)) {
            answer.prepare();
        }
        core.change(() -> {
            if (core.exports().settle(id, hook) || stream) {
                answer.send();
            }
            parts.close();
            base.ifPresent(core.exports()::letGo);
            calls.remove(this);
            if (stream) {
                releaseOnce();
            }
            core.exports().letGo(id);
        });
        core.continuations().run(() -> pending.outcome().complete(hook));
    }

    /** The client does not release a stream's result. */
    private void releaseOnce() {
        try {
            core.exports().release(id, 1);
        } catch (WireException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
