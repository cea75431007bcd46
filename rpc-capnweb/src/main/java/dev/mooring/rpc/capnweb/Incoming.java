package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Message;
import dev.mooring.rpc.capnweb.internal.wire.MessageReader;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;

/**
 * Takes the client's messages, one at a time and in order. It never waits, and never runs the application's code: that is
 * for the lane. So a result that the application waits for always comes through.
 */
final class Incoming {
    private static final String STREAMS = "Streams are not supported by this server";

    private final Core core;
    private final Calls calls;
    private final SnapshotLimits limits;
    private final Caller nobody;
    private long lastNumber;

    Incoming(Core core) {
        this.core = core;
        calls = new Calls(core.settings().limits());
        limits = core.settings().limits().ofValues();
        nobody = new Caller(core.peer(), 0);
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
        core.safely(() -> take(number, text));
    }

    private void take(long number, String text) {
        try {
            refuseTooLong(text);
            handle(number, MessageReader.read(text, limits), text.length());
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

    private void handle(long number, Message message, int chars) throws WireException {
        if (message instanceof Message.Push push) {
            push(number, new PushedCall.Arrival(push.expression(), false, chars));
        } else if (message instanceof Message.Stream stream) {
            push(number, new PushedCall.Arrival(stream.expression(), true, chars));
        } else if (message instanceof Message.Pull pull) {
            pull(number, pull.id());
        } else if (message instanceof Message.Resolve resolve) {
            resolve(number, resolve.id(), resolve.value());
        } else if (message instanceof Message.Reject reject) {
            reject(number, reject.id(), reject.reason());
        } else if (message instanceof Message.Release release) {
            step(number, () -> {
                core.exports().release(release.id(), release.count());
                return true;
            });
        } else if (message instanceof Message.Pipe) {
            pipe(number);
        } else if (message instanceof Message.Abort) {
            core.end("The client has ended the session");
        } else {
            throw new IllegalStateException("A message of a new kind");
        }
    }

    /** The number and the effects of a message are one step. */
    private <T> T step(long number, Core.WireStep<T> effects) throws WireException {
        return core.wireStep(() -> {
            lastNumber = number;
            return effects.run();
        });
    }

    private void push(long number, PushedCall.Arrival arrival) throws WireException {
        boolean[] room = new boolean[1];
        PushedCall call = step(number, () -> {
            PushedCall made = new PushedCall(core, calls, arrival);
            room[0] = calls.add(made);
            return made;
        });
        if (room[0]) {
            call.start();
        } else {
            call.refuse("RangeError", "Too many calls are waiting for their results: try again when some have ended");
        }
    }

    private void pipe(long number) throws WireException {
        step(number, () -> {
            Hook.Pending pending = new Hook.Pending();
            Hook.Failed failed = Hook.Failed.error("TypeError", STREAMS);
            core.exports().settle(core.exports().push(pending), failed);
            return failed;
        });
    }

    private void pull(long number, long id) throws WireException {
        Optional<Hook> settled = core.wireStep(
                () -> core.exports().isSettled(id) ? Optional.of(core.exports().find(id)) : Optional.empty());
        Optional<Answer> answer = settled.map(hook -> new Answer(core, id, hook));
        answer.ifPresent(Answer::prepare);
        step(number, () -> {
            if (answer.isPresent()) {
                answer.get().send();
            } else if (core.exports().pull(id)) {
                new Answer(core, id, core.exports().find(id)).send();
            }
            return true;
        });
    }

    private void resolve(long number, long id, Payload value) throws WireException {
        Parts[] parts = new Parts[1];
        Optional<Import> entry = step(number, () -> {
            parts[0] = Parts.of(core, value, nobody);
            return core.imports().settled(id);
        });
        parts[0].whenReady(whole -> {
            core.change(() -> {
                if (entry.isPresent()) {
                    core.retain(whole);
                }
                parts[0].close();
            });
            entry.ifPresent(known -> complete(known, whole));
        });
    }

    private void reject(long number, long id, Payload reason) throws WireException {
        Optional<Import> entry = step(number, () -> {
            Parts parts = Parts.of(core, reason, nobody);
            core.afterStep(() -> parts.whenReady(whole -> core.change(parts::close)));
            return core.imports().settled(id);
        });
        Value why = reason.value();
        entry.ifPresent(known -> complete(known, new Hook.Failed(why)));
    }

    private void complete(Import entry, Hook hook) {
        core.continuations().run(() -> entry.outcome().complete(hook));
    }
}
