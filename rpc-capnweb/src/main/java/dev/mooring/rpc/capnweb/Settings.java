package dev.mooring.rpc.capnweb;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/** What all sessions of an endpoint work with. */
record Settings(
        RpcLimits limits,
        ValueBinder binder,
        ErrorRedaction redaction,
        RpcListener listener,
        Executor executor,
        InstantSource clock) {}
