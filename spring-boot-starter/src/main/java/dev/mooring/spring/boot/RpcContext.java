package dev.mooring.spring.boot;

import dev.mooring.token.TokenContext;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Gives the facts that the server knows of a client that opens a WebSocket; its tokens are bound to them. By default it is the
 * name of the authenticated principal, if there is one. A bean of the application:
 *
 * <pre>{@code
 * @Bean
 * RpcContext tenants() {
 *     return request -> TokenContext.of("tenant", tenantOf(request.getUserPrincipal()));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface RpcContext {

    /**
     * Reads the request, which has passed the filters of the application. An exception refuses the client as it would in a
     * controller: with 403 if it is a {@code ResponseStatusException} that says so.
     *
     * @param handshake the request that opens the WebSocket
     * @return facts that the server knows for certain, and nothing that the client merely says
     */
    TokenContext of(HttpServletRequest handshake);
}
