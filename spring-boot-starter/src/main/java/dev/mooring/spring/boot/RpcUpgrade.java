package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.serve.jakarta.CapnWebEndpoint;
import dev.mooring.serve.jakarta.CapnWebOptions;
import dev.mooring.token.TokenContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.WebUtils;

/** Opens WebSockets to the Cap'n Web endpoint, for requests that have passed the filters of the application. */
final class RpcUpgrade implements HttpRequestHandler {
    private static final Log LOG = LogFactory.getLog(RpcUpgrade.class);
    private static final String WEBSOCKET = "websocket";

    private final RpcEndpoint endpoint;
    private final RpcContext context;
    private final String path;
    private final CorsConfiguration origins = new CorsConfiguration();

    RpcUpgrade(RpcEndpoint endpoint, RpcContext context, MooringProperties.Rpc properties) {
        this.endpoint = endpoint;
        this.context = context;
        path = properties.path();
        origins.setAllowedOrigins(properties.allowedOrigins());
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            // RFC 9110, section 15.5.22
            response.setHeader(HttpHeaders.UPGRADE, WEBSOCKET);
            response.setHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            refuse(response, HttpStatus.UPGRADE_REQUIRED, "This is the address of a WebSocket: open one");
        } else if (!isAllowed(request)) {
            LOG.info("A page of " + request.getHeader(HttpHeaders.ORIGIN) + " may not connect to "
                    + request.getRequestURL()
                    + ": if it is yours, name its origin in mooring.rpc.allowed-origins, or, behind"
                    + " a proxy, set server.forward-headers-strategy");
            refuse(response, HttpStatus.FORBIDDEN, "Pages of this origin may not connect");
        } else {
            open(request, response);
        }
    }

    /** A client that names no origin is no browser. The origin {@code null} could be anybody's. */
    private boolean isAllowed(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return !"null".equals(origin)
                && (WebUtils.isSameOrigin(new ServletServerHttpRequest(request))
                        || isSameOriginWithTls(request, origin)
                        || origins.checkOrigin(origin) != null);
    }

    /** Behind a proxy that ends TLS, the page came with TLS, and the request comes without. */
    private static boolean isSameOriginWithTls(HttpServletRequest request, String origin) {
        return ("https://" + request.getHeader(HttpHeaders.HOST)).equalsIgnoreCase(origin);
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, String why) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.getWriter().println(why);
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Optional<TokenContext> known = Optional.of(context.of(request));
        CapnWebOptions options =
                CapnWebOptions.DEFAULT.withOrigins(CapnWebOptions.ANY).withContext(handshake -> known);
        try {
            container(request.getServletContext())
                    .upgradeHttpToWebSocket(
                            request, response, CapnWebEndpoint.config(path, endpoint, options), Map.of());
        } catch (DeploymentException e) {
            throw new ServletException("The WebSocket cannot be opened", e);
        }
    }

    private static ServerContainer container(ServletContext application) {
        if (application.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            return container;
        }
        throw new IllegalStateException(
                "The web server has no WebSockets: use spring-boot-starter-tomcat or spring-boot-starter-jetty with its"
                        + " implementation of jakarta.websocket");
    }
}
