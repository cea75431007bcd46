package dev.mooring.rpc.capnweb;

/**
 * For whom the application's code runs.
 *
 * @param peer the client
 * @param push the id of its push, or 0 for none
 * @param number counts the client's messages
 * @param part tells the calls of one push apart: empty for a push that is one call, otherwise a dot and a number for each
 *     level; the same in every run
 */
record Caller(RpcPeer peer, long push, long number, String part) {

    /** The caller of a push that is one call. */
    Caller(RpcPeer peer, long push, long number) {
        this(peer, push, number, "");
    }

    /** The caller of one of the calls that this one is made of. */
    Caller inner(int index) {
        return new Caller(peer, push, number, part + "." + index);
    }

    /** Names the call, the same in every run of it. */
    String key() {
        return peer.id() + ":" + push + part;
    }
}
