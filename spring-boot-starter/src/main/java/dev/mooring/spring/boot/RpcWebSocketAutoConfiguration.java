package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.token.TokenContext;
import java.security.Principal;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Lets clients reach the Cap'n Web endpoint by a WebSocket. */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnClass({RpcEndpoint.class, WebSocketHandler.class, HandlerMapping.class})
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(RpcEndpoint.class)
class RpcWebSocketAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RpcContext mooringRpcContext() {
        return handshake -> {
            Principal principal = handshake.getPrincipal();
            return principal == null ? TokenContext.none() : TokenContext.of("principal", principal.getName());
        };
    }

    /** Before the mappings of the application's pages, some of which match every path. */
    @Bean
    HandlerMapping mooringRpcMapping(RpcEndpoint endpoint, RpcContext context, MooringProperties properties) {
        DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler();
        handshakes.setSupportedProtocols(RpcEndpoint.SUBPROTOCOL);
        WebSocketHttpRequestHandler handler = new WebSocketHttpRequestHandler(
                new RpcWebSocketHandler(endpoint, properties.rpc().maxMessageChars()), handshakes);
        handler.setHandshakeInterceptors(List.of(
                new OriginHandshakeInterceptor(properties.rpc().allowedOrigins()), new ContextInterceptor(context)));
        return new SimpleUrlHandlerMapping(Map.of(properties.rpc().path(), handler), Ordered.HIGHEST_PRECEDENCE + 10);
    }
}
