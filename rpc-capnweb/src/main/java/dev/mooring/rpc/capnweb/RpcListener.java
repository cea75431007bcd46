package dev.mooring.rpc.capnweb;

/**
 * Is told of events on the connections of an endpoint. Each method does nothing unless it is overridden, must return
 * soon, and must not throw. Thread-safe.
 */
public interface RpcListener {

    /**
     * A call of the client's failed with an exception other than {@link RpcException}; the client got the error that
     * {@link ErrorRedaction} made.
     *
     * @param peer the client
     * @param method the method's name
     * @param thrown the exception that it threw, or why its arguments or its result were refused
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
     * The session of a client has ended on this server, for whatever reason. One that heals may go on elsewhere.
     *
     * @param peer the client
     */
    default void ended(RpcPeer peer) {}

    /**
     * A client that lost its connection is served again.
     *
     * @param peer the client
     * @param how whether its session was still live here
     */
    default void resumed(RpcPeer peer, RpcResume how) {}

    /**
     * A client that wanted to begin or resume a session that heals was refused.
     *
     * @param retryable whether the client tries again
     * @param reason the sentence that the client was told
     */
    default void refused(boolean retryable, String reason) {}

    /**
     * A client could not be served at present, because its objects could not be made: the main object by its factory, or
     * another one by the {@link RpcRestorer}. The client was refused and tries again.
     *
     * @param thrown why
     */
    default void unserved(Throwable thrown) {}

    /**
     * Outputs were committed together with a resume token.
     *
     * @param peer the client
     * @param commit the sizes of the commit
     */
    default void committed(RpcPeer peer, RpcCommit commit) {}

    /**
     * The resume token of a session is longer than three quarters of its greatest length. Told again only if it has been
     * shorter than half of that length since.
     *
     * @param peer the client
     * @param warning the length, and the counts that make it
     */
    default void tokenIsLong(RpcPeer peer, RpcTokenWarning warning) {}

    /**
     * A call was rejected, because an earlier server may have run it and its method is not {@link Idempotent}.
     *
     * @param peer the client
     * @param call the {@linkplain RpcCall#key key} of the call
     */
    default void inDoubt(RpcPeer peer, String call) {}
}
