package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.token.TokenContext;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Jetty with the page, the modules that the page imports, and the endpoint at {@code /api}. */
final class WebServer {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final RpcEndpoint endpoint;

    WebServer(RpcEndpoint endpoint, Path page, Path modules) throws Exception {
        this.endpoint = endpoint;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler sockets = new WebSocketUpgradeHandler();
        sockets.addMapping("/api", (WebSocketNegotiator) this::negotiate);
        sockets.setHandler(new ContextHandlerCollection(
                files("/modules/capnweb", modules.resolve("capnweb/dist")),
                files("/modules/mooring-healing", modules.resolve("mooring-healing/src")),
                files("/", page)));
        server.setHandler(sockets);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    private static ContextHandler files(String path, Path folder) throws Exception {
        ResourceHandler files = new ResourceHandler();
        // npm makes a link of a package that is a folder here
        files.setBaseResourceAsString(folder.toRealPath().toString());
        files.setCacheControl("no-cache");
        return new ContextHandler(files, path);
    }

    private @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (!isSameOrigin(request)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return null;
        }
        Optional<String> chosen = endpoint.subprotocol(request.getSubProtocols());
        chosen.ifPresent(response::setAcceptedSubProtocol);
        return new Socket(socket -> endpoint.accept(socket, TokenContext.none(), chosen.orElse("")));
    }

    /** No page of another site may call. A client that is no browser names no origin. */
    private static boolean isSameOrigin(ServerUpgradeRequest request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin == null || origin.endsWith("://" + request.getHeaders().get(HttpHeader.HOST));
    }

    void stop() {
        LifeCycle.stop(server);
    }
}
