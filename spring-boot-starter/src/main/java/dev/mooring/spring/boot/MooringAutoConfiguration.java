package dev.mooring.spring.boot;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.SessionListener;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener;
import dev.mooring.token.TokenStatistics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the managers of tokens and of sessions, and the drain. Each bean backs off if the application has its own. */
@AutoConfiguration(after = {LedgerAutoConfiguration.class, MetersAutoConfiguration.class})
@EnableConfigurationProperties(MooringProperties.class)
public final class MooringAutoConfiguration {
    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";

    /** For Spring. */
    MooringAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    TokenStatistics mooringTokenStatistics() {
        return new TokenStatistics(InstantSource.system());
    }

    @Bean
    KnownKeys mooringKnownKeys() {
        return new KnownKeys();
    }

    @Bean
    @ConditionalOnMissingBean
    ResumeTokenManager mooringTokens(
            MooringProperties properties,
            KnownKeys known,
            ObjectProvider<KeySource> source,
            ObjectProvider<KeyEncryption> kms,
            ObjectProvider<TokenListener> listeners,
            ObjectProvider<TokenManagerCustomizer> customizers) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder();
        builder.properties(withKeys(builder, properties, known, source));
        kms.ifAvailable(builder::kms);
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Keys of a bean, a file or a variable are remembered; an address of another kind is read by the manager. */
    private static Map<String, String> withKeys(
            ResumeTokenManager.Builder builder,
            MooringProperties properties,
            KnownKeys known,
            ObjectProvider<KeySource> source) {
        Map<String, String> text = new HashMap<>(TokenProperties.of(properties));
        KeySource bean = source.getIfUnique();
        String keys = properties.keys();
        if (bean != null) {
            builder.keys(known.remembering(bean));
        } else if (keys == null || keys.isBlank()) {
            throw new IllegalStateException(
                    "There are no keys: set mooring.keys, such as file:resume.keys, which \"mooring keys create\" makes");
        } else if (keys.startsWith(FILE) && keys.length() > FILE.length()) {
            builder.keys(known.remembering(KeySource.file(Path.of(keys.substring(FILE.length())))));
        } else if (keys.startsWith(ENVIRONMENT) && keys.length() > ENVIRONMENT.length()) {
            builder.keys(known.remembering(KeySource.environment(keys.substring(ENVIRONMENT.length()))));
        } else {
            text.put("mooring.keys", keys);
        }
        return text;
    }

    @Bean
    @ConditionalOnMissingBean
    CapabilityRestorer mooringRestorer() {
        return request -> CapabilityRestorer.refuse();
    }

    @Bean
    @ConditionalOnMissingBean
    CleanUpThread mooringCleanUpThread() {
        return new CleanUpThread();
    }

    @Bean
    @ConditionalOnMissingBean
    PersistentSessionManager mooringSessions(
            SessionParts parts, CapabilityRestorer restorer, ObjectProvider<SessionManagerCustomizer> customizers) {
        PersistentSessionManager.Builder builder = parts.builder(restorer);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    SessionParts mooringSessionParts(
            MooringProperties properties,
            ResumeTokenManager tokens,
            SessionLedger ledger,
            CleanUpThread thread,
            ObjectProvider<SessionListener> listeners) {
        return new SessionParts(
                properties, tokens, ledger, thread, listeners.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
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
