package starter;

import app.Pages;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcTarget;
import dev.mooring.spring.boot.SessionHandOver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application with the starter. */
@SpringBootApplication
@Import(Pages.class)
public class StarterApp {

    /** Called by JavaScript. */
    public interface Shop extends RpcTarget {
        String greet(String name);
    }

    private record Greeting() implements Shop {
        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }

    @Bean
    RpcEndpoint.Builder shop() {
        return RpcEndpoint.builder(Shop.class, peer -> new Greeting());
    }

    @Bean
    SessionHandOver handOver() {
        return (session, suspended) -> System.out.println("handed " + suspended.token().text());
    }

    public static void main(String[] args) {
        var context = SpringApplication.run(StarterApp.class, args);
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
    }
}
