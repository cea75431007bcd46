package dev.mooring.store.redis;

import dev.mooring.store.redis.RedisAddress.Host;
import dev.mooring.store.redis.RedisAddress.Sentinel;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/** Places of servers in the client library's form, without credentials, which it would show and send itself. */
final class Servers {
    private Servers() {}

    static RedisURI at(String host, int port, boolean tls, Duration timeout) {
        return RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withSsl(tls)
                .withTimeout(timeout)
                .build();
    }

    static List<RedisURI> of(RedisAddress address, Duration timeout) {
        return address.hosts().stream()
                .map(host -> at(host.name(), host.port(), address.tls().isPresent(), timeout))
                .toList();
    }

    /** Sentinels, with the credentials for them: the client library alone logs in to a Sentinel. */
    static List<RedisURI> sentinels(RedisAddress address, Sentinel watched, Duration timeout) {
        return address.hosts().stream()
                .map(host -> sentinel(host, address.tls().isPresent(), watched, timeout))
                .toList();
    }

    private static RedisURI sentinel(Host host, boolean tls, Sentinel watched, Duration timeout) {
        RedisURI.Builder sentinel = RedisURI.builder()
                .withHost(host.name())
                .withPort(host.port())
                .withSsl(tls)
                .withTimeout(timeout);
        watched.login()
                .ifPresent(login -> login.user()
                        .ifPresentOrElse(
                                user -> sentinel.withAuthentication(user, login.currentPassword()),
                                () -> sentinel.withPassword(
                                        login.currentPassword().toCharArray())));
        return sentinel.build();
    }

    /** The same place, whose credentials and database are left to {@link Preparation}. */
    static RedisURI withoutLogin(RedisURI server) {
        return server.getSocket() == null
                ? like(server, server.getHost(), server.getPort())
                : RedisURI.Builder.socket(server.getSocket())
                        .withTimeout(server.getTimeout())
                        .build();
    }

    /** Another place, which is connected to in the same way. */
    static RedisURI like(RedisURI server, String host, int port) {
        return RedisURI.Builder.redis(host, port)
                .withSsl(server)
                .withTimeout(server.getTimeout())
                .build();
    }
}
