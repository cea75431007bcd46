package dev.mooring.benchmarks.rpc;

import dev.mooring.rpc.capnweb.Idempotent;
import dev.mooring.rpc.capnweb.RpcTarget;

/** The object that the load calls. */
public interface Till extends RpcTarget {

    /** Gives back the sum of two numbers. */
    @Idempotent
    long add(long a, long b);

    /** Gives a stub, which is an entry of the session's table. */
    @Idempotent
    Till drawer(long number);
}
