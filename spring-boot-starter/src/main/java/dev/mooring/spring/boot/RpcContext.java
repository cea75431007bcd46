package dev.mooring.spring.boot;

import dev.mooring.token.TokenContext;
import org.springframework.http.server.ServerHttpRequest;

/**
 * Gives the facts that the server knows of a client that opens a WebSocket; its tokens are bound to it. By default it is the name of the
 * authenticated principal, if there is one.
 */
@FunctionalInterface
public interface RpcContext {

    /**
     * Reads the request.
     *
     * @param handshake the request that opens the WebSocket
     * @return facts that the server knows for certain, and nothing that the client merely says
     */
    TokenContext of(ServerHttpRequest handshake);
}
