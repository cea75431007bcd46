package dev.mooring.spring.boot;

import dev.mooring.metrics.micrometer.RpcMeters;
import dev.mooring.metrics.micrometer.SessionMeters;
import dev.mooring.metrics.micrometer.TokenMeters;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts tokens, keys, sessions and the Cap'n Web endpoint in the registry of the application. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class MetersAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TokenMeters mooringTokenMeters(MeterRegistry registry) {
        return new TokenMeters(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    SessionMeters mooringSessionMeters(MeterRegistry registry) {
        return new SessionMeters(registry);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RpcEndpoint.class)
    static class OfRpc {

        @Bean
        @ConditionalOnMissingBean
        RpcMeters mooringRpcMeters(MeterRegistry registry) {
            return new RpcMeters(registry);
        }
    }
}
