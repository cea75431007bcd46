package dev.mooring.rpc.capnweb;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The settings of all sessions of an endpoint. */
record Settings(
        RpcLimits limits,
        ValueBinder binder,
        ErrorRedaction redaction,
        RpcListener listener,
        Executor executor,
        InstantSource clock) {}
