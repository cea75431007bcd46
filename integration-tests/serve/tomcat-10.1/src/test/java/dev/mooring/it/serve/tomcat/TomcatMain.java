package dev.mooring.it.serve.tomcat;

import dev.mooring.it.serve.ServerProcess;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Runs Tomcat. */
public final class TomcatMain {
    private TomcatMain() {}

    /** Adds the endpoints when the application starts. */
    private static void addAll(List<ServerEndpointConfig> endpoints, ServletContext application) {
        ServerContainer container = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
        try {
            for (ServerEndpointConfig endpoint : endpoints) {
                container.addEndpoint(endpoint);
            }
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the server. */
    public static void main(String[] arguments) {
        ServerProcess.run(TomcatMain::start, arguments);
    }

    private static int start(int port, List<ServerEndpointConfig> endpoints) throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "tomcat-");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        // without any servlet Tomcat handles no request
        Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
        context.addServletContainerInitializer(
                (classes, application) -> {
                    new WsSci().onStartup(null, application);
                    addAll(endpoints, application);
                },
                null);
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }
}
