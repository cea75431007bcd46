package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.token.ResumeTokenManager;

/**
 * The starter's parts of a Cap'n Web endpoint.
 *
 * @param tokens issues and opens tokens
 * @param ledger lets a token become a session once
 * @param threads run the methods, unless the application has set an executor
 * @param count counts the sessions
 */
record RpcParts(ResumeTokenManager tokens, SessionLedger ledger, RpcThreads threads, LiveCount count) {

    void addTo(RpcEndpoint.Builder builder) {
        builder.healing(tokens).ledger(ledger).sessionListener(count.listener());
        try {
            builder.executor(threads.executor());
        } catch (IllegalStateException wasSet) {
            // that of the application is used: a builder takes it once, and does not tell whether it has one
        }
    }
}
