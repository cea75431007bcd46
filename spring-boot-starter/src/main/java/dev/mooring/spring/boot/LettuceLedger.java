package dev.mooring.spring.boot;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.store.redis.RedisLedgerOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/** Opens a ledger with the Lettuce client of Spring Data Redis: on one server, with Sentinels, or on a cluster. */
final class LettuceLedger {
    /** Takes the user and the password from the configuration. */
    private static final RedisCredentialsProviderFactory AS_CONFIGURED = new RedisCredentialsProviderFactory() {};

    private final LettuceConnectionFactory factory;
    private final LettuceClientConfiguration client;
    private final RedisCredentialsProviderFactory credentials;

    private LettuceLedger(LettuceConnectionFactory factory) {
        this.factory = factory;
        this.client = factory.getClientConfiguration();
        this.credentials = client.getRedisCredentialsProviderFactory().orElse(AS_CONFIGURED);
    }

    static SessionLedger open(LettuceConnectionFactory factory, LedgerSettings settings) {
        return new LettuceLedger(factory).open(configuration(factory), settings);
    }

    /** The factory has no method for it. Its other methods tell of localhost if they do not know the kind. */
    private static @Nullable Object configuration(LettuceConnectionFactory factory) {
        return new DirectFieldAccessor(factory).getPropertyValue("configuration");
    }

    private SessionLedger open(@Nullable Object configuration, LedgerSettings settings) {
        if (configuration instanceof RedisClusterConfiguration cluster) {
            return RedisLedger.of(
                    (RedisClusterClient) factory.getRequiredNativeClient(),
                    nodes(cluster),
                    RedisLedgerOptions.DEFAULT,
                    settings);
        }
        return RedisLedger.of(
                (RedisClient) factory.getRequiredNativeClient(),
                server(configuration),
                RedisLedgerOptions.DEFAULT,
                settings);
    }

    private List<RedisURI> nodes(RedisClusterConfiguration cluster) {
        return cluster.getClusterNodes().stream()
                .map(node -> loggedIn(address(node), cluster))
                .toList();
    }

    private RedisURI server(@Nullable Object configuration) {
        if (configuration instanceof RedisSentinelConfiguration sentinels) {
            return watched(sentinels);
        }
        if (configuration instanceof RedisStandaloneConfiguration one) {
            RedisURI server = loggedIn(RedisURI.create(one.getHostName(), one.getPort()), one);
            server.setDatabase(one.getDatabase());
            return server;
        }
        throw new IllegalStateException("The ledger cannot use the Redis of the application, which is configured by a "
                + kind(configuration)
                + ", but only one server, Sentinels or a cluster: set mooring.ledger.address to the "
                + "address of the primary");
    }

    private static String kind(@Nullable Object configuration) {
        return configuration == null ? "proxy" : configuration.getClass().getSimpleName();
    }

    private RedisURI watched(RedisSentinelConfiguration sentinels) {
        RedisURI server = loggedIn(new RedisURI(), sentinels);
        server.setSentinelMasterId(Objects.requireNonNull(sentinels.getMaster(), "the name of the primary")
                .getName());
        server.setDatabase(sentinels.getDatabase());
        for (RedisNode node : sentinels.getSentinels()) {
            RedisURI sentinel = connected(address(node));
            sentinel.setCredentialsProvider(credentials.createSentinelCredentialsProvider(sentinels));
            server.getSentinels().add(sentinel);
        }
        return server;
    }

    private static RedisURI address(RedisNode node) {
        return RedisURI.create(
                Objects.requireNonNull(node.getHost(), "the host of a node"),
                Objects.requireNonNullElse(node.getPort(), RedisURI.DEFAULT_REDIS_PORT));
    }

    private RedisURI loggedIn(RedisURI address, RedisConfiguration configuration) {
        address.setCredentialsProvider(credentials.createCredentialsProvider(configuration));
        return connected(address);
    }

    private RedisURI connected(RedisURI address) {
        client.getClientName().ifPresent(address::setClientName);
        address.setSsl(client.isUseSsl());
        address.setVerifyPeer(client.getVerifyMode());
        address.setStartTls(client.isStartTls());
        return address;
    }
}
