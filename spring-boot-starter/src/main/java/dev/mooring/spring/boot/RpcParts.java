package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.util.Optional;

/**
 * The starter's parts of a Cap'n Web endpoint.
 *
 * @param tokens issues and opens tokens
 * @param ledger lets a token become a session once
 * @param threads run the methods, unless the application has set an executor
 * @param count counts the sessions
 * @param maxSessionAge the longest life of a session; empty for that of the library
 */
record RpcParts(
        ResumeTokenManager tokens,
        SessionLedger ledger,
        RpcThreads threads,
        LiveCount count,
        Optional<Duration> maxSessionAge) {

    void addTo(RpcEndpoint.Builder builder) {
        builder.healing(tokens).ledger(ledger).sessionListener(count.listener());
        unlessSet(() -> builder.executor(threads.executor()));
        maxSessionAge.ifPresent(age -> unlessSet(() -> builder.maxSessionAge(age)));
    }

    /** A builder takes each setting once, and does not tell whether the application has made it. */
    private static void unlessSet(Runnable setting) {
        try {
            setting.run();
        } catch (IllegalStateException wasSet) {
            // that of the application is used
        }
    }
}
