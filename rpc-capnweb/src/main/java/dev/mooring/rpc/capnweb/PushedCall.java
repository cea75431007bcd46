package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A push of the client's that has not settled yet. */
final class PushedCall {
    private final Core core;
    private final Calls calls;
    private final Caller caller;
    private final long id;
    private final boolean stream;
    private final int chars;
    private final Hook.Pending pending;
    private final Parts parts;
    private final OptionalLong base;
    private final @Nullable Operation operation;

    /**
     * How a push came.
     *
     * @param number counts the client's messages
     * @param reserved the id that it has from an earlier server, or 0
     * @param expression what it asks for
     * @param stream whether its result is not asked for
     * @param chars the length of its text
     */
    record Arrival(long number, long reserved, Payload expression, boolean stream, int chars) {
        boolean again() {
            return reserved != 0;
        }
    }

    /** Takes the next id of the client's, unless it has one, and looks up what the push names; under the guard. */
    PushedCall(Core core, Calls calls, Arrival arrival) throws WireException {
        this.core = core;
        this.calls = calls;
        stream = arrival.stream();
        chars = arrival.chars();
        boolean again = arrival.again();
        pending = again ? reserved(arrival.reserved()) : new Hook.Pending();
        // looked up first: nothing can name the id that this push is only about to take
        Optional<Reference.Call> call = arrival.expression().call();
        base = call.map(known -> OptionalLong.of(known.id())).orElseGet(OptionalLong::empty);
        Hook callee = call.isPresent() ? callee(call.get().id(), again) : Hook.Plain.UNDEFINED;
        caller = new Caller(
                core.peer(), again ? arrival.reserved() : core.session().ids().nextPeerId(), arrival.number());
        parts = Parts.of(core, call.map(Reference.Call::arguments).orElse(arrival.expression()), caller, again);
        operation = call.map(known -> Operation.call(core, caller, callee, known.path(), parts))
                .orElse(null);
        id = again ? arrival.reserved() : core.exports().push(pending);
        core.exports().hold(id);
        base.ifPresent(core.exports()::hold);
    }

    private Hook callee(long named, boolean again) throws WireException {
        return again ? core.exports().findAgain(named) : core.exports().find(named);
    }

    private Hook.Pending reserved(long reserved) throws WireException {
        if (core.exports().findAgain(reserved) instanceof Hook.Pending known) {
            return known;
        }
        throw new WireException("The call " + reserved + " is not pending");
    }

    /** Adds the numbers of all messages that another server would need for it. */
    void addNumbers(Set<Long> numbers) {
        parts.addNumbers(numbers);
    }

    /** The number of its message. */
    long number() {
        return caller.number();
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
        core.safely(() -> settleAndAnswer(core.doubts().outcome(caller, hook)));
    }

    /** Settles the result, which it takes over, and answers the client if it has asked, in one step. */
    private void settleAndAnswer(Hook hook) {
        Answer answer = new Answer(core, id, hook);
        if (stream || core.exports().isPulled(id)) {
            answer.prepare();
        }
        core.change(() -> {
            if (core.doubts().note(caller, hook)) {
                core.afterStep(() -> core.settings().listener().inDoubt(core.peer(), caller.key()));
            }
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
