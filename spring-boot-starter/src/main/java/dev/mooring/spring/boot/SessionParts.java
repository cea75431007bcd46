package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenManager;
import java.util.List;

/**
 * The parts of the sessions' manager.
 *
 * @param properties the settings
 * @param tokens issues and opens tokens
 * @param ledger lets a token become a session once
 * @param thread ends expired sessions
 * @param listeners are told of the events
 */
record SessionParts(
        MooringProperties properties,
        ResumeTokenManager tokens,
        SessionLedger ledger,
        CleanUpThread thread,
        List<SessionListener> listeners) {

    PersistentSessionManager.Builder builder(CapabilityRestorer restorer) {
        MooringProperties.Session session = properties.session();
        PersistentSessionManager.Builder builder = PersistentSessionManager.builder(tokens, restorer)
                .ledger(ledger)
                .idleTimeout(session.idleTimeout())
                .cleanUpEvery(session.cleanUpInterval(), thread.executor());
        if (properties.maxSessionAge() != null) {
            builder.maxSessionAge(properties.maxSessionAge());
        }
        if (session.supersedeOlderTokens()) {
            builder.supersedeOlderTokens();
        }
        if (session.revokeOnReuse()) {
            builder.revokeOnReuse();
        }
        listeners.forEach(builder::listener);
        return builder;
    }
}
