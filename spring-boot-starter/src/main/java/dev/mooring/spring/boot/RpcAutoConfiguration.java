package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Makes the Cap'n Web endpoint of the application, whose sessions heal with the starter's tokens and ledger. */
@AutoConfiguration(after = {MooringAutoConfiguration.class, MetersAutoConfiguration.class})
@ConditionalOnClass(RpcEndpoint.class)
class RpcAutoConfiguration {

    @Bean
    @ConditionalOnBean(RpcEndpoint.Builder.class)
    @ConditionalOnMissingBean
    RpcEndpoint mooringRpcEndpoint(
            RpcEndpoint.Builder builder,
            ResumeTokenManager tokens,
            SessionLedger ledger,
            ObjectProvider<RpcListener> listeners,
            ObjectProvider<SessionListener> sessionListeners) {
        builder.healing(tokens).ledger(ledger);
        listeners.orderedStream().forEach(builder::listener);
        sessionListeners.orderedStream().forEach(builder::sessionListener);
        return builder.build();
    }

    @Bean
    @ConditionalOnBean(RpcEndpoint.class)
    @ConditionalOnProperty(name = "mooring.drain.enabled", matchIfMissing = true)
    RpcLeaving mooringRpcLeaving(RpcEndpoint endpoint, MooringProperties properties) {
        return new RpcLeaving(endpoint, properties.drain().timeout());
    }
}
