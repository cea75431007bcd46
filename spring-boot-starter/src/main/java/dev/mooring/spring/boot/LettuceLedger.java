package dev.mooring.spring.boot;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.store.redis.RedisLedgerOptions;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Opens a ledger with the Lettuce client of Spring Data Redis: on one server, with Sentinels, or on a cluster. */
final class LettuceLedger {
    private LettuceLedger() {}

    static SessionLedger open(LettuceConnectionFactory factory, LedgerSettings settings) {
        AbstractRedisClient client = factory.getRequiredNativeClient();
        if (client instanceof RedisClusterClient cluster) {
            return RedisLedger.of(cluster, node(factory), RedisLedgerOptions.DEFAULT, settings);
        }
        return RedisLedger.of((RedisClient) client, server(factory), RedisLedgerOptions.DEFAULT, settings);
    }

    private static RedisURI node(LettuceConnectionFactory factory) {
        RedisClusterConfiguration cluster =
                Objects.requireNonNull(factory.getClusterConfiguration(), "the configuration of the cluster");
        RedisURI address = address(cluster.getClusterNodes().iterator().next());
        return secured(address, factory, cluster.getUsername(), cluster.getPassword());
    }

    private static RedisURI server(LettuceConnectionFactory factory) {
        RedisSentinelConfiguration sentinels = factory.getSentinelConfiguration();
        if (sentinels != null) {
            return secured(ofSentinels(sentinels), factory, sentinels.getUsername(), sentinels.getPassword());
        }
        RedisStandaloneConfiguration one = factory.getStandaloneConfiguration();
        RedisURI address = RedisURI.create(one.getHostName(), one.getPort());
        address.setDatabase(one.getDatabase());
        return secured(address, factory, one.getUsername(), one.getPassword());
    }

    private static RedisURI ofSentinels(RedisSentinelConfiguration sentinels) {
        RedisURI address = new RedisURI();
        address.setSentinelMasterId(Objects.requireNonNull(sentinels.getMaster(), "the name of the primary")
                .getName());
        address.setDatabase(sentinels.getDatabase());
        for (RedisNode node : sentinels.getSentinels()) {
            RedisURI sentinel = address(node);
            authenticate(sentinel, sentinels.getSentinelUsername(), sentinels.getSentinelPassword());
            address.getSentinels().add(sentinel);
        }
        return address;
    }

    private static RedisURI address(RedisNode node) {
        return RedisURI.create(
                Objects.requireNonNull(node.getHost(), "the host of a node"),
                Objects.requireNonNullElse(node.getPort(), RedisURI.DEFAULT_REDIS_PORT));
    }

    private static RedisURI secured(
            RedisURI address, LettuceConnectionFactory factory, @Nullable String user, RedisPassword password) {
        address.setSsl(factory.isUseSsl());
        address.setVerifyPeer(factory.getClientConfiguration().getVerifyMode());
        address.setStartTls(factory.isStartTls());
        authenticate(address, user, password);
        return address;
    }

    private static void authenticate(RedisURI address, @Nullable String user, RedisPassword password) {
        password.toOptional()
                .ifPresent(known -> address.setCredentialsProvider(new StaticCredentialsProvider(user, known)));
    }
}
