package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.link.Doubt;
import dev.mooring.rpc.capnweb.internal.link.Doubt.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls that an earlier server may have run: decides about them, and notes which were rejected. */
final class Doubts {
    /** The property of an error that is in doubt. */
    static final String PROPERTY = "inDoubt";

    private static final String SENTENCE =
            "The server was lost while the call was in flight, so nobody knows whether it has run";

    private final Doubt doubt;
    private final List<Long> rejected = new ArrayList<>();

    Doubts(Doubt doubt) {
        this.doubt = doubt;
    }

    /** Decides about a call, whose method is known. */
    Decision decide(Caller caller, boolean idempotent) {
        return doubt.decide(caller.number(), idempotent);
    }

    private boolean isFlagged(Caller caller) {
        return doubt.decide(caller.number(), false) == Decision.REJECT;
    }

    /** The outcome of a call that must not run again. */
    static Hook.Failed of(Caller caller) {
        Map<String, Value> properties = Map.of(PROPERTY, Value.of(true), "call", Value.of(caller.key()));
        return new Hook.Failed(new Value.ErrorValue("Error", SENTENCE, Optional.empty(), properties), true);
    }

    /** The outcome of a call: if it depends on a doubtful one, and an earlier server had both, it is in doubt itself. */
    Hook outcome(Caller caller, Hook hook) {
        return hook instanceof Hook.Failed failed && failed.doubtful() && isFlagged(caller) ? of(caller) : hook;
    }

    /** Notes that a call is rejected, if its outcome says so; under the guard. */
    boolean note(Caller caller, Hook outcome) {
        boolean mine = outcome instanceof Hook.Failed failed && failed.doubtful() && isFlagged(caller);
        return mine && rejected.add(caller.number());
    }

    /** Takes the numbers of the calls that were rejected since the last time, in ascending order; under the guard. */
    List<Long> take() {
        List<Long> taken = rejected.stream().sorted().toList();
        rejected.clear();
        return taken;
    }
}
