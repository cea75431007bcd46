package dev.mooring.spring.boot;

import dev.mooring.session.Session;
import dev.mooring.session.SuspendedSession;

/**
 * Gives the token of a suspended session to its client, before the web server stops. A bean of the application:
 *
 * <pre>{@code
 * @Bean
 * SessionHandOver handOver(Connections connections) {
 *     return (session, suspended) -> connections.of(session.id()).send(suspended.token().text());
 * }
 * }</pre>
 *
 * <p>It is called by one thread for one session after the other, so it sends and does not wait for an answer. If it throws,
 * the {@link dev.mooring.session.SessionListener} is told, and the drain goes on. Clients of a Cap'n Web endpoint have
 * their tokens already.
 */
@FunctionalInterface
public interface SessionHandOver {

    /**
     * Gives a token to a client.
     *
     * @param session the session, which has ended and can still be read
     * @param suspended its token
     */
    void handOver(Session session, SuspendedSession suspended);
}
