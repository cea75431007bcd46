package dev.mooring.it.serve.jetty;

import dev.mooring.it.serve.ServerProcess;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Runs Jetty. */
public final class JettyMain {
    private JettyMain() {}

    /** Runs the server. */
    public static void main(String[] arguments) {
        ServerProcess.run(JettyMain::start, arguments);
    }

    private static int start(int port, List<ServerEndpointConfig> endpoints) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(context, (application, container) -> {
            for (ServerEndpointConfig config : endpoints) {
                container.addEndpoint(config);
            }
        });
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }
}
