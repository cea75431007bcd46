package dev.mooring.rpc.capnweb;

import java.util.Optional;

/**
 * The side of a WebSocket that receives. A server's adapter calls it, for one message after the other in their order.
 *
 * <p>It returns soon: the application's code runs on the endpoint's executor. It throws nothing, whatever the client sent.
 */
public interface RpcConnection {

    /**
     * Takes a text message of the client's.
     *
     * @param text the message
     */
    void receive(String text);

    /** Takes note that the WebSocket is closed or broken. A second time does nothing. */
    void closed();

    /**
     * The application's view of the client.
     *
     * @return the peer; empty until a client whose session heals has begun or resumed one
     */
    Optional<RpcPeer> peer();
}
