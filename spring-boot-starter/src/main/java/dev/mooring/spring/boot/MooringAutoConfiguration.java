package dev.mooring.spring.boot;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.SessionListener;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener;
import dev.mooring.token.TokenStatistics;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes the managers of tokens and of sessions, and the drain. Each bean backs off if the application has its own. */
@AutoConfiguration(after = {LedgerAutoConfiguration.class, MetersAutoConfiguration.class})
@EnableConfigurationProperties(MooringProperties.class)
public final class MooringAutoConfiguration {

    /** For Spring. */
    MooringAutoConfiguration(ConfigurableEnvironment environment) {
        JvmProperties.refuseUnknown(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenStatistics mooringTokenStatistics() {
        return new TokenStatistics(InstantSource.system());
    }

    @Bean
    KnownKeys mooringKnownKeys() {
        return new KnownKeys();
    }

    /** Lazy, as the ledger is: a manager of the application's own may need neither. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ResumeTokenManager mooringTokens(
            MooringProperties properties,
            KnownKeys known,
            ObjectProvider<KeySource> source,
            ObjectProvider<KeyEncryption> kms,
            ObjectProvider<TokenListener> listeners,
            ObjectProvider<TokenManagerCustomizer> customizers) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .properties(TokenProperties.of(properties))
                .keys(known.remembering(keys(properties, source.getIfUnique())));
        TokenProperties.acceptedSealers(properties)
                .forEach((sealer, address) -> builder.acceptSealer(
                        sealer, known.remembering(opened("mooring.accept." + sealer + ".keys", address))));
        kms.ifAvailable(builder::kms);
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static KeySource keys(MooringProperties properties, @Nullable KeySource bean) {
        if (bean != null) {
            return bean;
        }
        String address = properties.keys();
        if (address == null || address.isBlank()) {
            throw new IllegalStateException(
                    "There are no keys: set mooring.keys, such as file:resume.keys, which \"mooring keys create\" makes");
        }
        return opened("mooring.keys", address);
    }

    private static KeySource opened(String property, String address) {
        try {
            return Providers.discover().keySource(address.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    CapabilityRestorer mooringRestorer() {
        return request -> CapabilityRestorer.refuse();
    }

    /** The sessions' manager and its parts, unless the application has a manager of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(PersistentSessionManager.class)
    static class OfSessions {

        @Bean
        CleanUpThread mooringCleanUpThread() {
            return new CleanUpThread();
        }

        @Bean
        SessionParts mooringSessionParts(
                MooringProperties properties,
                ResumeTokenManager tokens,
                SessionLedger ledger,
                CleanUpThread thread,
                ObjectProvider<SessionListener> listeners) {
            return new SessionParts(
                    properties,
                    tokens,
                    ledger,
                    thread,
                    listeners.orderedStream().toList());
        }

        @Bean
        PersistentSessionManager mooringSessions(
                SessionParts parts, CapabilityRestorer restorer, ObjectProvider<SessionManagerCustomizer> customizers) {
            PersistentSessionManager.Builder builder = parts.builder(restorer);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder.build();
        }
    }

    @Bean
    @ConditionalOnProperty(name = "mooring.drain.enabled", matchIfMissing = true)
    SessionDrain mooringDrain(
            AllSessions sessions, MooringProperties properties, ObjectProvider<SessionHandOver> handOver) {
        return new SessionDrain(
                sessions, properties.drain().timeout(), handOver.orderedStream().toList());
    }

    @Bean
    AllSessions mooringAllSessions(PersistentSessionManager sessions, ObjectProvider<OtherSessions> others) {
        return new AllSessions(sessions, others.orderedStream().toList());
    }
}
