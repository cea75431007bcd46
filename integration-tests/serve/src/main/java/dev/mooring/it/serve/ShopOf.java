package dev.mooring.it.serve;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.token.TokenContext;

/** Keeps its sum in the session. */
record ShopOf(RpcPeer peer) implements Shop {

    @Override
    public long add(long n) {
        long sum = n
                + peer.variables()
                        .get("sum")
                        .map(value -> ((Value.IntegerValue) value).value())
                        .orElse(0L);
        peer.variables().set("sum", Value.of(sum));
        return sum;
    }

    @Override
    public boolean isOf(String tenant) {
        return peer.context().equals(TokenContext.of("tenant", tenant));
    }

    @Override
    public void mark() {
        // is answered
    }

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public void call(Listener listener) {
        listener.heard("word");
    }
}
