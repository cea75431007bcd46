package dev.mooring.rpc.capnweb;

/** Carries numbered lines between a session and its socket. Nothing is called under the session's guard. */
interface Link {

    /** There are messages in the outbox. */
    void wake();

    /**
     * The session has ended on this side: the outbox is still sent, then the socket is closed.
     *
     * @param code the WebSocket's status code
     * @param reason a sentence
     */
    void end(int code, String reason);

    /**
     * As {@link #end}, and the client cannot take the session up on another server.
     *
     * @param code the WebSocket's status code
     * @param reason a sentence
     */
    void revoke(int code, String reason);
}
