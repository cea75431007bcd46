package dev.mooring.serve.jakarta;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.serve.jakarta.internal.CapnWebSocket;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Objects;

/**
 * Puts an {@link RpcEndpoint} behind a path of a server that has {@code jakarta.websocket}.
 *
 * <pre>{@code
 * ServerContainer container = (ServerContainer) servletContext.getAttribute(ServerContainer.class.getName());
 * container.addEndpoint(CapnWebEndpoint.config("/api", endpoint, CapnWebOptions.DEFAULT));
 * }</pre>
 *
 * <p>Clients that offer {@link RpcEndpoint#SUBPROTOCOL} begin or resume sessions that heal if the endpoint heals. Others are
 * served plain Cap'n Web.
 *
 * <p>A page of an origin that is not allowed is refused. If origins were named, and for the origin {@code null}, the handshake
 * is answered with 403. Otherwise, and if the context is refused, the API gives no way to refuse the handshake: the
 * WebSocket is closed with the code 1008 as soon as it is open, and nothing is read from it.
 *
 * <p>A text message that is longer than {@link RpcEndpoint#maxFrameChars} is refused with 1009, and a binary message with
 * 1003. Thread-safe.
 */
public final class CapnWebEndpoint {
    private CapnWebEndpoint() {}

    /**
     * Describes an endpoint with {@link CapnWebOptions#DEFAULT}.
     *
     * @param path the path of the WebSocket, beginning with a slash, below that of the web application
     * @param endpoint serves the clients
     * @return to be added to the server's container before its first request
     */
    public static ServerEndpointConfig config(String path, RpcEndpoint endpoint) {
        return config(path, endpoint, CapnWebOptions.DEFAULT);
    }

    /**
     * Describes an endpoint.
     *
     * @param path the path of the WebSocket, beginning with a slash, below that of the web application; it may be a template
     * @param endpoint serves the clients
     * @param options who may connect, and how
     * @return to be added to the server's container before its first request
     */
    public static ServerEndpointConfig config(String path, RpcEndpoint endpoint, CapnWebOptions options) {
        Handshake handshake =
                new Handshake(Objects.requireNonNull(endpoint, "endpoint"), Objects.requireNonNull(options, "options"));
        return ServerEndpointConfig.Builder.create(CapnWebSocket.class, Objects.requireNonNull(path, "path"))
                .subprotocols(List.of(RpcEndpoint.SUBPROTOCOL))
                .configurator(handshake)
                .build();
    }
}
