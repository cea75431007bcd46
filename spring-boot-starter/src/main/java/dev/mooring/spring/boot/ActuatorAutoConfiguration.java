package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.TokenStatistics;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the ledger, and the actuator's endpoint {@code mooring}. */
@AutoConfiguration(after = MooringAutoConfiguration.class)
@ConditionalOnBean(PersistentSessionManager.class)
class ActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class OfHealth {

        @Bean
        @ConditionalOnEnabledHealthIndicator("mooring")
        @ConditionalOnMissingBean(name = "mooringHealthIndicator")
        LedgerHealth mooringHealthIndicator(SessionLedger ledger, AllSessions sessions) {
            return new LedgerHealth(ledger, sessions);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class OfEndpoint {

        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        MooringEndpoint mooringEndpoint(
                AllSessions sessions, KnownKeys keys, TokenStatistics statistics, MooringProperties properties) {
            return new MooringEndpoint(sessions, keys, statistics, properties);
        }
    }
}
