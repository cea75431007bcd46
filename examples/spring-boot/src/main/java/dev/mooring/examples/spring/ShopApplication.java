package dev.mooring.examples.spring;

import dev.mooring.spring.boot.SessionHandOver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** The shop. The starter makes the sessions, their ledger, their health and their drain; this class adds the WebSocket. */
@SpringBootApplication
@EnableWebSocket
public class ShopApplication {

    /**
     * Starts the shop, and says its port.
     *
     * @param args properties, as Spring Boot takes them
     */
    public static void main(String[] args) {
        var context = SpringApplication.run(ShopApplication.class, args);
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
    }

    @Bean
    WebSocketConfigurer socketsOfCarts(CartSocket carts) {
        return registry -> registry.addHandler(carts, "/cart");
    }

    /** Before the server stops, each session is suspended, and its token goes to its client. */
    @Bean
    SessionHandOver handOver(CartSocket carts) {
        return (session, suspended) -> carts.sayGoodbye(session, suspended.token());
    }
}
