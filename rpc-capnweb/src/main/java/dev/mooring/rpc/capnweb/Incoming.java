package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.PushedCall.Arrival;
import dev.mooring.rpc.capnweb.internal.wire.Message;
import dev.mooring.rpc.capnweb.internal.wire.MessageReader;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;

/**
 * Takes the client's messages, one at a time and in order. It never waits, and never runs the application's code: that is
 * for the lane. So a result that the application waits for always comes through.
 */
final class Incoming {
    private final Core core;
    private final Calls calls;
    private final SnapshotLimits limits;
    private long lastNumber;

    /**
     * Makes the receiving side.
     *
     * @param core the session
     * @param lastNumber the number of the last message whose effects an earlier server has put into the session, or 0
     */
    Incoming(Core core, long lastNumber) {
        this.core = core;
        this.lastNumber = lastNumber;
        calls = new Calls(core.settings().limits());
        limits = core.settings().limits().ofValues();
    }

    /** The number of the last message whose effects are there; under the guard. */
    long lastNumber() {
        return lastNumber;
    }

    /** The client's calls that have not ended; under the guard. */
    Calls calls() {
        return calls;
    }

    /**
     * Takes a message.
     *
     * @param number counts the client's messages
     * @param text the message
     */
    void receive(long number, String text) {
        if (core.ended() != null) {
            return;
        }
        core.safely(() -> take(new Place(number, 0, false), text));
    }

    /**
     * Takes a message that an earlier server had: a call that it had not settled, or a settlement of a promise that such a
     * call was given.
     *
     * @param number counts the client's messages
     * @param reserved the id of the call, or 0
     * @param text the message
     */
    void receiveAgain(long number, long reserved, String text) {
        core.safely(() -> take(new Place(number, reserved, true), text));
    }

    /**
     * The place of a message.
     *
     * @param number counts the client's messages
     * @param reserved the id that a call has from an earlier server, or 0
     * @param again whether an earlier server had it
     */
    private record Place(long number, long reserved, boolean again) {}

    private void take(Place place, String text) {
        try {
            refuseTooLong(text);
            handle(place, MessageReader.read(text, limits), text.length());
        } catch (WireException wrong) {
            core.abort(wrong.getMessage());
        }
    }

    private void refuseTooLong(String text) throws WireException {
        int max = core.settings().limits().maxMessageChars();
        if (text.length() > max) {
            throw new WireException("A message has at most " + max + " UTF-16 units");
        }
    }

    private void handle(Place place, Message message, int chars) throws WireException {
        if (message instanceof Message.Push push) {
            push(place, push.expression(), chars);
        } else if (message instanceof Message.Stream stream) {
            start(place, new Arrival(place.number(), place.reserved(), stream.expression(), true, chars));
        } else if (message instanceof Message.Pull pull) {
            pull(place, pull.id());
        } else if (message instanceof Message.Resolve resolve) {
            resolve(place, new Settlement(resolve.id(), resolve.value(), chars));
        } else if (message instanceof Message.Reject reject) {
            reject(place, new Settlement(reject.id(), reject.reason(), chars));
        } else if (message instanceof Message.Release release) {
            step(place, () -> {
                core.exports().release(release.id(), release.count());
                return true;
            });
        } else if (message instanceof Message.Pipe) {
            pipe(place);
        } else if (message instanceof Message.Abort) {
            core.end("The client has ended the session");
        } else {
            throw new IllegalStateException("A message of a new kind");
        }
    }

    /** The number and the effects of a message are one step. */
    private <T> T step(Place place, Core.WireStep<T> effects) throws WireException {
        return core.wireStep(() -> {
            lastNumber = Math.max(lastNumber, place.number());
            return effects.run();
        });
    }

    private void push(Place place, Payload expression, int chars) throws WireException {
        start(place, new Arrival(place.number(), place.reserved(), expression, false, chars));
    }

    private void start(Place place, Arrival arrival) throws WireException {
        Runnable begin = step(place, () -> {
            Optional<StreamWrite> write = arrival.stream() && !arrival.again()
                    ? StreamWrite.of(core, arrival.number(), arrival.expression(), arrival.chars())
                    : Optional.empty();
            return write.isPresent() ? write.get()::start : pushed(arrival);
        });
        begin.run();
    }

    private Runnable pushed(Arrival arrival) throws WireException {
        PushedCall made = new PushedCall(core, calls, arrival);
        return calls.add(made)
                ? made::start
                : () -> made.refuse(
                        "RangeError", "Too many calls are waiting for their results: try again when some have ended");
    }

    private void pipe(Place place) throws WireException {
        step(place, () -> {
            Hook pipe = new Hook.Writable(core.streams().inflow());
            core.retain(pipe);
            return core.exports().settle(core.exports().push(new Hook.Pending()), pipe);
        });
    }

    private void pull(Place place, long id) throws WireException {
        Optional<Hook> settled = core.wireStep(
                () -> core.exports().isSettled(id) ? Optional.of(core.exports().find(id)) : Optional.empty());
        Optional<Answer> answer = settled.map(hook -> new Answer(core, id, hook));
        answer.ifPresent(Answer::prepare);
        step(place, () -> {
            boolean there = core.exports().pull(id);
            if (answer.isPresent()) {
                answer.get().send();
            } else if (there) {
                new Answer(core, id, core.exports().find(id)).send();
            }
            return true;
        });
    }

    /**
     * The client's answer to a call of ours, or the outcome of its promise.
     *
     * @param id the call or the promise
     * @param payload the value, or the reason why there is none
     * @param chars the length of the message
     */
    private record Settlement(long id, Payload payload, int chars) {}

    /** The parts of a settlement, and the entry that is settled; empty if nobody waits for it any more. */
    private record Settled(Parts parts, Optional<Import> entry) {}

    private void resolve(Place place, Settlement settlement) throws WireException {
        Settled settled = settle(place, settlement, Hook.Plain.UNDEFINED);
        settled.entry()
                .ifPresent(entry -> settled.parts().whenReady(whole -> {
                    core.change(() -> core.retain(whole));
                    complete(entry, whole);
                }));
    }

    private void reject(Place place, Settlement settlement) throws WireException {
        Value why = settlement.payload().value();
        Settled settled = settle(place, settlement, new Hook.Failed(why));
        settled.entry().ifPresent(entry -> complete(entry, new Hook.Failed(why)));
    }

    /** Looks everything up that the client names, and gives it back at once if nobody waits for it. */
    private Settled settle(Place place, Settlement settlement, Hook acknowledgement) throws WireException {
        refuseCalls(settlement.payload());
        return step(place, () -> {
            Parts parts = partsOf(place, settlement.payload());
            Optional<Import> entry = core.streams().acknowledged(settlement.id(), acknowledgement)
                    ? Optional.empty()
                    : core.imports().settled(settlement.id(), place.number(), parts);
            if (entry.isEmpty()) {
                parts.close();
            } else if (!parts.takeLength(settlement.chars())) {
                throw new WireException("The results of the client that are in use have more than "
                        + core.settings().limits().maxWaitingChars() + " UTF-16 units");
            }
            return new Settled(parts, entry);
        });
    }

    /** A call within a result would run beside all bounds and the drain; Cap'n Web's clients make calls by pushes alone. */
    private static void refuseCalls(Payload payload) throws WireException {
        for (Reference reference : payload.references()) {
            if (reference instanceof Reference.Call || reference instanceof Reference.Remap) {
                throw new WireException("A result makes no call: push it");
            }
        }
    }

    private Parts partsOf(Place place, Payload payload) throws WireException {
        Caller nobody = new Caller(core.peer(), 0, place.number());
        return Parts.of(new Evaluation(core, nobody, core.turns()), new SessionScope(core, place.again()), payload);
    }

    private void complete(Import entry, Hook hook) {
        core.continuations().run(() -> entry.outcome().complete(hook));
    }
}
