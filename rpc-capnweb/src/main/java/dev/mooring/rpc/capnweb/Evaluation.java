package dev.mooring.rpc.capnweb;

/**
 * For whom something of the client's is evaluated, and when.
 *
 * @param core the session
 * @param caller the call that it belongs to
 * @param turns when its steps run
 */
record Evaluation(Core core, Caller caller, Turns turns) {

    /** The evaluation of one of the calls that this one is made of. */
    Evaluation inner(int index) {
        return new Evaluation(core, caller.inner(index), turns);
    }

    Evaluation with(Turns other) {
        return new Evaluation(core, caller, other);
    }
}
