package dev.mooring.spring.boot;

import dev.mooring.token.TokenContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Keeps the server's knowledge of a client from the handshake to the WebSocket. */
final class ContextInterceptor implements HandshakeInterceptor {
    private static final String ATTRIBUTE = TokenContext.class.getName();

    private final RpcContext context;

    ContextInterceptor(RpcContext context) {
        this.context = context;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        attributes.put(ATTRIBUTE, context.of(request));
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {}

    static TokenContext of(WebSocketSession session) {
        if (session.getAttributes().get(ATTRIBUTE) instanceof TokenContext known) {
            return known;
        }
        throw new IllegalStateException("The handshake did not say who the client is");
    }
}
