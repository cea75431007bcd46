package dev.mooring.spring.boot;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down if the ledger would not answer a claim, and out of service while the server is being drained. */
final class LedgerHealth implements HealthIndicator {
    private final SessionLedger ledger;
    private final AllSessions sessions;

    LedgerHealth(SessionLedger ledger, AllSessions sessions) {
        this.ledger = ledger;
        this.sessions = sessions;
    }

    @Override
    public Health health() {
        Health.Builder health = new Health.Builder()
                .withDetail("ledger", String.valueOf(ledger))
                .withDetail("sessions", sessions.live());
        try {
            ledger.check();
        } catch (LedgerUnavailableException down) {
            return health.down()
                    .withDetail("error", String.valueOf(down.getMessage()))
                    .build();
        }
        return (sessions.isDraining() ? health.outOfService() : health.up()).build();
    }
}
