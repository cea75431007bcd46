package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenManager;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes the Cap'n Web endpoint of the application, whose sessions heal with the starter's tokens and ledger. */
@AutoConfiguration(
        after = {MooringAutoConfiguration.class, MetersAutoConfiguration.class},
        afterName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
@ConditionalOnClass(RpcEndpoint.class)
class RpcAutoConfiguration {
    /** The name of the endpoint that is made here. */
    static final String ENDPOINT = "mooringRpcEndpoint";

    @Bean
    LiveCount mooringRpcCount() {
        return new LiveCount();
    }

    @Bean
    @ConditionalOnBean(RpcEndpoint.Builder.class)
    RpcThreads mooringRpcThreads(
            Environment environment,
            ObjectProvider<SimpleAsyncTaskExecutorBuilder> virtual,
            ObjectProvider<ThreadPoolTaskExecutorBuilder> pool) {
        return RpcThreads.of(environment, virtual, pool);
    }

    @Bean(ENDPOINT)
    @ConditionalOnBean(RpcEndpoint.Builder.class)
    @ConditionalOnMissingBean
    RpcEndpoint mooringRpcEndpoint(
            RpcEndpoint.Builder builder,
            RpcParts parts,
            ObjectProvider<RpcListener> listeners,
            ObjectProvider<SessionListener> sessionListeners) {
        parts.addTo(builder);
        listeners.orderedStream().forEach(builder::listener);
        sessionListeners.orderedStream().forEach(builder::sessionListener);
        return builder.build();
    }

    @Bean
    @ConditionalOnBean(RpcEndpoint.Builder.class)
    RpcParts mooringRpcParts(
            ResumeTokenManager tokens,
            SessionLedger ledger,
            RpcThreads threads,
            LiveCount count,
            MooringProperties properties) {
        return new RpcParts(tokens, ledger, threads, count, Optional.ofNullable(properties.maxSessionAge()));
    }

    /** Those of the application's own endpoints, too, which are not counted. */
    @Bean
    @ConditionalOnBean(RpcEndpoint.class)
    RpcSessions mooringRpcSessions(ObjectProvider<RpcEndpoint> endpoints, LiveCount count) {
        return new RpcSessions(endpoints.stream().toList(), count);
    }
}
