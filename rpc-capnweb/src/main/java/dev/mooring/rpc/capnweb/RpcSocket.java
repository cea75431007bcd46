package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletionStage;

/**
 * The side of a WebSocket that sends. A server's adapter implements it; {@link RpcConnection} is the side that receives.
 *
 * <p>It is used by one thread at a time: the next message is given after the stage of the one before has completed.
 */
public interface RpcSocket {

    /**
     * Sends a text message.
     *
     * @param text the message
     * @return completes when the message was written; exceptionally when the socket is broken
     */
    CompletionStage<Void> send(String text);

    /**
     * Closes the WebSocket, perhaps while a message is being written.
     *
     * @param code the status code (RFC 6455, section 7.4)
     * @param reason at most 123 bytes of UTF-8
     */
    void close(int code, String reason);
}
