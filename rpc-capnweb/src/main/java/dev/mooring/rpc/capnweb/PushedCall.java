package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;
import java.util.Set;

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

    /**
     * How a push came.
     *
     * @param number counts the client's messages
     * @param reserved the id that it has from an earlier server, or 0
     * @param expression the call, or another expression
     * @param stream whether its result is not asked for
     * @param chars the length of its text
     */
    record Arrival(long number, long reserved, Payload expression, boolean stream, int chars) {
        boolean again() {
            return reserved != 0;
        }
    }

    /** Takes the next id of the client's, unless it has one, and looks up all that the push names; under the guard. */
    PushedCall(Core core, Calls calls, Arrival arrival) throws WireException {
        this.core = core;
        this.calls = calls;
        stream = arrival.stream();
        chars = arrival.chars();
        boolean again = arrival.again();
        pending = again ? reserved(arrival.reserved()) : new Hook.Pending();
        caller = new Caller(
                core.peer(), again ? arrival.reserved() : core.session().ids().nextPeerId(), arrival.number());
        // looked up first: nothing can name the id that this push is only about to take
        parts = Parts.of(
                new Evaluation(core, caller, core.turns()), new SessionScope(core, again), arrival.expression());
        id = again ? arrival.reserved() : core.exports().push(pending);
        core.exports().hold(id);
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
        Optional<Evaluated> single = parts.single();
        if (single.isPresent()) {
            // at once, so that a call and its result are one step
            single.get().result().thenAccept(this::settleWithCopy);
            single.get().start();
        } else {
            parts.whenReady(this::settleWithCopy);
        }
    }

    /** Settles; the parts own the hook until they are closed. */
    private void settleWithCopy(Hook hook) {
        core.change(() -> core.retain(hook));
        settle(hook);
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
            calls.remove(this);
            calls.emptied().ifPresent(core::afterStep);
            Runnable whenNone = core.running().end(caller);
            if (whenNone != null) {
                core.afterStep(whenNone);
            }
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
