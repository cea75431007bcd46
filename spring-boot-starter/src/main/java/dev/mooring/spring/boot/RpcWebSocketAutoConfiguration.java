package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.serve.jakarta.CapnWebEndpoint;
import dev.mooring.token.TokenContext;
import jakarta.websocket.server.ServerContainer;
import java.security.Principal;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Lets clients reach the starter's Cap'n Web endpoint by a WebSocket. One of the application's own may be served elsewhere. */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnClass({CapnWebEndpoint.class, ServerContainer.class, HandlerMapping.class})
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(name = RpcAutoConfiguration.ENDPOINT)
class RpcWebSocketAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RpcContext mooringRpcContext() {
        return handshake -> {
            Principal principal = handshake.getUserPrincipal();
            return principal == null ? TokenContext.none() : TokenContext.of("principal", principal.getName());
        };
    }

    /** Before the mappings of the application's pages, some of which match every path. */
    @Bean
    HandlerMapping mooringRpcMapping(
            @Qualifier(RpcAutoConfiguration.ENDPOINT) RpcEndpoint endpoint,
            RpcContext context,
            MooringProperties properties) {
        return new SimpleUrlHandlerMapping(
                Map.of(properties.rpc().path(), new RpcUpgrade(endpoint, context, properties.rpc())),
                Ordered.HIGHEST_PRECEDENCE + 10);
    }
}
