package dev.mooring.rpc.capnweb;

/**
 * For whom the application's code runs.
 *
 * @param peer the client
 * @param push the id of its push, or 0 for none
 * @param number counts the client's messages
 */
record Caller(RpcPeer peer, long push, long number) {

    /** Names the call, the same in every run of it. */
    String key() {
        return peer.id() + ":" + push;
    }
}
