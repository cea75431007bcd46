package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletableFuture;

/** Something in a payload that takes steps to evaluate. */
interface Evaluated {

    /** Begins; not under the guard. */
    void start();

    /** Completes with something settled that the receiver owns, never exceptionally. */
    CompletableFuture<Hook> result();
}
