package dev.mooring.rpc.capnweb.internal.link;

import java.util.concurrent.CompletionStage;

/** The sending side of a WebSocket. */
public interface LinkSocket {

    /**
     * Sends a text message; the next one follows when this one was written.
     *
     * @param text the message
     * @return completes when it was written, exceptionally if the socket is broken
     */
    CompletionStage<Void> send(String text);

    /**
     * Closes the WebSocket.
     *
     * @param code the status code
     * @param reason a short sentence
     */
    void close(int code, String reason);
}
