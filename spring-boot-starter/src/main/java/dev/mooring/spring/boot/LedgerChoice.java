package dev.mooring.spring.boot;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.spring.boot.MooringProperties.LedgerType;
import dev.mooring.token.Providers;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Chooses the ledger.
 *
 * @param properties the settings
 * @param offers the ledgers that could be opened on connections of the application
 */
record LedgerChoice(MooringProperties.Ledger properties, List<LedgerOffer> offers) {
    private static final Log LOG = LogFactory.getLog(LedgerChoice.class);

    /** Opens it. A store that is away is no error, because it may come back; the log says so, as health does. */
    SessionLedger open() {
        SessionLedger ledger = opened(new LedgerSettings(properties.namespace(), properties.deadline()));
        try {
            ledger.check();
            LOG.info("The ledger is " + ledger);
        } catch (LedgerUnavailableException away) {
            LOG.warn("The ledger does not answer, and no session resumes until it does: " + away.getMessage());
        }
        return ledger;
    }

    private SessionLedger opened(LedgerSettings settings) {
        return switch (type()) {
            case ADDRESS -> Providers.discover().openLedger(address(), settings);
            case REDIS, JDBC -> offered(type()).opening().apply(settings);
            case MEMORY, AUTO -> InMemoryLedger.create();
        };
    }

    private LedgerType type() {
        if (properties.type() != LedgerType.AUTO) {
            return properties.type();
        }
        if (properties.address() != null) {
            return LedgerType.ADDRESS;
        }
        if (offers.size() > 1) {
            throw new IllegalStateException("There are a Redis and a database, and each could hold the ledger: set"
                    + " mooring.ledger.type to redis or jdbc, the same on every server");
        }
        if (offers.size() == 1) {
            return offers.get(0).type();
        }
        LOG.warn("The ledger is in memory: of several servers each would resume a token, and a restart forgets which"
                + " tokens were used. Have mooring-store-jdbc and a DataSource, or mooring-store-redis and a"
                + " RedisConnectionFactory, or set mooring.ledger.address; for a single server, set"
                + " mooring.ledger.type=memory");
        return LedgerType.MEMORY;
    }

    private String address() {
        if (properties.address() == null) {
            throw new IllegalStateException("mooring.ledger.type is address: set mooring.ledger.address, too");
        }
        return properties.address();
    }

    private LedgerOffer offered(LedgerType type) {
        return offers.stream()
                .filter(offer -> offer.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        type == LedgerType.JDBC
                                ? "mooring.ledger.type is jdbc: add mooring-store-jdbc, and have one DataSource"
                                : "mooring.ledger.type is redis: add mooring-store-redis, and have one"
                                        + " LettuceConnectionFactory, or set mooring.ledger.address"));
    }
}
