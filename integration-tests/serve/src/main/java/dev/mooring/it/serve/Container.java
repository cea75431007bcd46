package dev.mooring.it.serve;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** Starts a server with {@code jakarta.websocket} on the loopback interface. */
@FunctionalInterface
public interface Container {

    /**
     * Starts it.
     *
     * @param port its port; 0 for any
     * @param endpoints what it serves
     * @return its port
     */
    int start(int port, List<ServerEndpointConfig> endpoints) throws Exception;
}
