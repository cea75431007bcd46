package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.LinkEndpoint;
import java.util.Optional;

/** The receiving side of a socket whose client speaks the link. */
record HealingConnection(LinkEndpoint.Connection connection) implements RpcConnection {

    @Override
    public void receive(String text) {
        connection.receive(text);
    }

    @Override
    public void closed() {
        connection.closed();
    }

    @Override
    public Optional<RpcPeer> peer() {
        return connection.peer().map(peer -> ((HealingPeer) peer).peer());
    }
}
