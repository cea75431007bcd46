package dev.mooring.rpc.capnweb;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * The settings of all sessions of an endpoint.
 *
 * @param limits bounds
 * @param binder turns values into Java and back
 * @param redaction hides failures
 * @param listener the application's listener
 * @param executor runs methods
 * @param clock the time of day
 * @param steady a time that is never set, to measure how long something takes
 */
record Settings(
        RpcLimits limits,
        ValueBinder binder,
        ErrorRedaction redaction,
        RpcListener listener,
        Executor executor,
        InstantSource clock,
        InstantSource steady) {}
