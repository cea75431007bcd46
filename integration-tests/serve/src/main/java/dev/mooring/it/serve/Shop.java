package dev.mooring.it.serve;

import dev.mooring.rpc.capnweb.Idempotent;
import dev.mooring.rpc.capnweb.RpcFunction;
import dev.mooring.rpc.capnweb.RpcTarget;

/** What the clients of the tests call. */
public interface Shop extends RpcTarget {

    /** Adds to a sum that travels with the session. */
    @Idempotent
    long add(long n);

    /** Says whether the server knows the client as one of this tenant. */
    @Idempotent
    boolean isOf(String tenant);

    /** Does nothing, and is answered. */
    @Idempotent
    void mark();

    /** Gives back a text. */
    @Idempotent
    String echo(String text);

    /** Calls a function of the client's. */
    void call(Listener listener);

    /** A function of the client's. */
    interface Listener extends RpcFunction {
        void heard(String word);
    }
}
