package dev.mooring.rpc.capnweb;

/**
 * For whom the application's code runs.
 *
 * @param peer the client
 * @param push the id of its push, or 0 for none
 */
record Caller(RpcPeer peer, long push) {}
