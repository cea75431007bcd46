package dev.mooring.benchmarks.rpc;

import dev.mooring.rpc.capnweb.Restorable;

/** Keeps nothing, so that the protocol is measured and not the application. */
record TillOf(String reference) implements Till, Restorable {
    @Override
    public long add(long a, long b) {
        return a + b;
    }

    @Override
    public Till drawer(long number) {
        return new TillOf("drawer-" + number);
    }
}
