package dev.mooring.serve.jakarta;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.serve.jakarta.internal.CapnWebSocket;
import dev.mooring.token.TokenContext;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides on handshakes, and hands the context of an admitted client to its socket. */
final class Handshake extends ServerEndpointConfig.Configurator {
    private final RpcEndpoint endpoint;
    private final CapnWebOptions options;

    Handshake(RpcEndpoint endpoint, CapnWebOptions options) {
        this.endpoint = endpoint;
        this.options = options;
    }

    /** Knows no more than the header, so whether it is the server's own origin is found out in {@link #modifyHandshake}. */
    @Override
    public boolean checkOrigin(@Nullable String origin) {
        return origin == null || (!origin.equals("null") && (options.origins().isEmpty() || isNamed(origin)));
    }

    private boolean isNamed(String origin) {
        return options.origins().contains(CapnWebOptions.ANY)
                || options.origins().contains(origin);
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return endpoint.subprotocol(requested).orElse("");
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return options.compression() ? super.getNegotiatedExtensions(installed, requested) : List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Map<String, Object> properties = config.getUserProperties();
        properties.remove(CapnWebSocket.CONTEXT);
        if (!options.origins().isEmpty() || isSameOrigin(request)) {
            Optional<TokenContext> context = options.context().apply(request);
            context.ifPresent(admitted -> properties.put(CapnWebSocket.CONTEXT, admitted));
        }
    }

    /**
     * Compares with the header that names the host, which a proxy has to pass on. A page that came without TLS is another
     * origin for a request with TLS; behind a proxy that ends TLS, all requests are without.
     */
    private static boolean isSameOrigin(HandshakeRequest request) {
        List<String> origins = header(request, "Origin");
        List<String> hosts = header(request, "Host");
        if (origins.isEmpty()) {
            return true;
        }
        String origin = origins.get(0).toLowerCase(Locale.ROOT);
        return origins.size() == 1
                && hosts.size() == 1
                && !hosts.get(0).isEmpty()
                && origin.endsWith("://" + hosts.get(0).toLowerCase(Locale.ROOT))
                && ("wss".equals(request.getRequestURI().getScheme())
                        ? origin.startsWith("https:")
                        : origin.startsWith("http"));
    }

    private static List<String> header(HandshakeRequest request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new CapnWebSocket(endpoint, options.pingEvery()));
    }
}
