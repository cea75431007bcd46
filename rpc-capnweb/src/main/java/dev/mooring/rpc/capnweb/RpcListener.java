package dev.mooring.rpc.capnweb;

/**
 * Is told what happens on the connections of an endpoint. Each method does nothing unless it is overridden, must return
 * soon, and must not throw. Thread-safe.
 */
public interface RpcListener {

    /**
     * A call of the client's failed by something else than {@link RpcException}; the client learned what
     * {@link ErrorRedaction} gave.
     *
     * @param peer the client
     * @param method the method's name
     * @param thrown what it threw, or why its arguments or its result were refused
     */
    default void failed(RpcPeer peer, String method, Throwable thrown) {}

    /**
     * The client broke the protocol or a limit, so its session was ended.
     *
     * @param peer the client
     * @param reason a sentence without content of the client's
     */
    default void aborted(RpcPeer peer, String reason) {}

    /**
     * The session of a client has ended, however.
     *
     * @param peer the client
     */
    default void ended(RpcPeer peer) {}
}
