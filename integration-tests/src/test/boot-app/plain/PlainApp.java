package plain;

import app.Pages;
import dev.mooring.session.Session;
import dev.mooring.session.SuspendedSession;
import java.util.function.BiConsumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application with the configuration class of docs/spring-boot.md. */
@SpringBootApplication
@Import({Pages.class, MooringConfiguration.class})
public class PlainApp {

    @Bean
    BiConsumer<Session, SuspendedSession> handOver() {
        return (session, suspended) -> System.out.println("handed " + suspended.token().text());
    }

    public static void main(String[] args) {
        var context = SpringApplication.run(PlainApp.class, args);
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
    }
}
