package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.Optional;

/** A chunk that the client writes, or the end of a stream. */
final class StreamWrite {
    /** Of the memory that a chunk takes beside its text. */
    private static final int OVERHEAD = 1_000;

    private final Core core;
    private final Inflow inflow;
    private final String method;
    private final Parts parts;
    private final long id;
    private final Room.Share share;
    private final boolean room;

    private StreamWrite(Core core, Inflow inflow, Reference.Call call, Parts parts, int chars) {
        this.core = core;
        this.inflow = inflow;
        this.parts = parts;
        method = call.path().size() == 1 ? call.path().get(0).name() : "";
        id = core.streams().takeChunk();
        share = core.room().new Share();
        room = share.takeLength(chars + OVERHEAD);
    }

    /** The write that an expression is, if it calls a stream of the client's; under the guard. */
    static Optional<StreamWrite> of(Core core, long number, Payload expression, int chars) throws WireException {
        Optional<Reference> single = expression.single();
        if (single.isEmpty()
                || !(single.get() instanceof Reference.Call call)
                || !(core.exports().find(call.id()) instanceof Hook.Writable writable)) {
            return Optional.empty();
        }
        Caller caller = new Caller(core.peer(), core.session().ids().nextPeerId(), number);
        Parts parts =
                Parts.of(new Evaluation(core, caller, core.turns()), new SessionScope(core, false), call.arguments());
        return Optional.of(new StreamWrite(core, writable.inflow(), call, parts, chars));
    }

    /** Begins; not under the guard. */
    void start() {
        if (!room) {
            settle(core.room().noChars());
            return;
        }
        parts.whenReady(whole -> {
            if (whole instanceof Hook.Plain arguments) {
                inflow.accept(method, arguments, this::settle);
            } else {
                settle(whole);
            }
        });
    }

    private void settle(Hook outcome) {
        core.change(() -> {
            core.streams().answer(id, outcome);
            parts.close();
        });
        share.giveBack();
    }
}
