package dev.mooring.examples.healing;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.RpcPeer;

/** Variables of a session that are numbers. */
final class Numbers {
    private Numbers() {}

    static long get(RpcPeer peer, String name) {
        return peer.variables()
                .get(name)
                .map(value -> ((Value.IntegerValue) value).value())
                .orElse(0L);
    }

    static long increment(RpcPeer peer, String name) {
        long sum = get(peer, name) + 1;
        peer.variables().set(name, Value.of(sum));
        return sum;
    }
}
