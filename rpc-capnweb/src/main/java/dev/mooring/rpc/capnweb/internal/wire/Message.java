package dev.mooring.rpc.capnweb.internal.wire;

/** A message of Cap'n Web, as one side sends it to the other. */
public sealed interface Message {

    /**
     * Evaluates an expression under the sender's next positive id.
     *
     * @param expression usually a call
     */
    record Push(Payload expression) implements Message {}

    /**
     * As {@link Push}, and the result is sent without being asked for and needs no release.
     *
     * @param expression a call
     */
    record Stream(Payload expression) implements Message {}

    /** Opens a pipe under the sender's next positive id. */
    record Pipe() implements Message {}

    /**
     * Asks for the result of a push.
     *
     * @param id the push
     */
    record Pull(long id) implements Message {}

    /**
     * Gives the result of a push.
     *
     * @param id the push
     * @param value the result
     */
    record Resolve(long id, Payload value) implements Message {}

    /**
     * Says why a push has no result.
     *
     * @param id the push
     * @param reason usually an error
     */
    record Reject(long id, Payload reason) implements Message {}

    /**
     * Counts references of the sender's off.
     *
     * @param id in the receiver's export table
     * @param count how many, at least 1
     */
    record Release(long id, long count) implements Message {}

    /**
     * Ends the session.
     *
     * @param reason usually an error
     */
    record Abort(Payload reason) implements Message {}
}
