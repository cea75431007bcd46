package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.support.RedisServer;
import dev.mooring.support.TestCertificate;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/** The connections of Spring Data Redis to real servers: each kind holds the ledger, or is refused. */
class LettuceLedgerTest {
    /** Long enough for a busy machine. */
    private static final LedgerSettings PATIENT = LedgerSettings.DEFAULT.withDeadline(Duration.ofMinutes(1));

    private static final String[] OF_LEDGER = {"--user", "ledger", "on", ">secret", "~mooring:*", "+@all"};

    @TempDir
    private Path folder;

    private interface Work {
        void with(SessionLedger ledger) throws Exception;
    }

    private static void withLedger(RedisConfiguration configuration, LettuceClientConfiguration client, Work work)
            throws Exception {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration, client);
        factory.afterPropertiesSet();
        try (SessionLedger ledger = LettuceLedger.open(factory, PATIENT)) {
            work.with(ledger);
        } finally {
            factory.destroy();
        }
    }

    private static void checkLedger(RedisConfiguration configuration) throws Exception {
        withLedger(configuration, LettuceClientConfiguration.defaultConfiguration(), SessionLedger::check);
    }

    private static RedisStandaloneConfiguration at(RedisServer server) {
        return new RedisStandaloneConfiguration("127.0.0.1", server.port());
    }

    private static String connections(RedisServer server) {
        return server.tell(commands -> commands.clientList());
    }

    @Test
    void server_withAPassword_holdsTheLedgerInItsDatabase() throws Exception {
        try (RedisServer server = RedisServer.start(folder, "--requirepass", "secret")) {
            RedisStandaloneConfiguration configuration = at(server);
            configuration.setPassword("secret");
            configuration.setDatabase(3);
            withLedger(configuration, LettuceClientConfiguration.defaultConfiguration(), ledger -> {
                ledger.check();
                assertThat(ledger).hasToString("RedisLedger[redis://127.0.0.1:" + server.port() + "/3]");
            });
        }
    }

    @Test
    void connections_ofTheLedger_haveTheUserAndTheClientName() throws Exception {
        try (RedisServer server = RedisServer.start(folder, OF_LEDGER)) {
            RedisStandaloneConfiguration configuration = at(server);
            configuration.setUsername("ledger");
            configuration.setPassword("secret");
            LettuceClientConfiguration client =
                    LettuceClientConfiguration.builder().clientName("shop").build();
            withLedger(
                    configuration,
                    client,
                    ledger -> assertThat(connections(server)).contains("user=ledger", "name=shop"));
        }
    }

    @Test
    void credentials_ofAProvider_areUsed() throws Exception {
        try (RedisServer server = RedisServer.start(folder, OF_LEDGER)) {
            LettuceClientConfiguration client = LettuceClientConfiguration.builder()
                    .redisCredentialsProviderFactory(new RedisCredentialsProviderFactory() {
                        @Override
                        public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration configuration) {
                            return RedisCredentialsProvider.from(() -> RedisCredentials.just("ledger", "secret"));
                        }
                    })
                    .build();
            withLedger(
                    at(server),
                    client,
                    ledger -> assertThat(connections(server)).contains("user=ledger"));
        }
    }

    @Test
    void primary_thatSentinelsWatch_holdsTheLedger() throws Exception {
        try (RedisServer primary = RedisServer.start(folder, "--requirepass", "data");
                RedisServer sentinel = RedisServer.startSentinel(
                        Files.createDirectory(folder.resolve("sentinel")),
                        "main",
                        primary,
                        "sentinel auth-pass main data",
                        "requirepass watch")) {
            RedisSentinelConfiguration configuration =
                    new RedisSentinelConfiguration("main", Set.of("127.0.0.1:" + sentinel.port()));
            configuration.setPassword("data");
            configuration.setSentinelPassword("watch");
            checkLedger(configuration);
        }
    }

    /** The Sentinel names the primary by its IP address, and the certificate is for localhost. */
    @Test
    void encryption_thatIsConfigured_isForTheSentinelsAndThePrimary() throws Exception {
        TestCertificate.make(folder);
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        LettuceClientConfiguration client = LettuceClientConfiguration.builder()
                .clientOptions(ClientOptions.builder()
                        .sslOptions(trusting(certificate))
                        .build())
                .useSsl()
                .verifyPeer(SslVerifyMode.CA)
                .build();
        try (RedisServer primary = RedisServer.start(
                        folder,
                        "--tls-cert-file",
                        certificate.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-auth-clients",
                        "no");
                RedisServer sentinel = RedisServer.startSentinel(
                        Files.createDirectory(folder.resolve("sentinel")),
                        "main",
                        primary,
                        "tls-cert-file " + certificate,
                        "tls-key-file " + key,
                        "tls-ca-cert-file " + certificate,
                        "tls-auth-clients no",
                        "tls-replication yes")) {
            Set<String> sentinels = Set.of("127.0.0.1:" + sentinel.port());
            withLedger(new RedisSentinelConfiguration("main", sentinels), client, SessionLedger::check);
        }
    }

    private static SslOptions trusting(Path certificate) {
        return SslOptions.builder()
                .jdkSslProvider()
                .trustManager(certificate.toFile())
                .build();
    }

    @Test
    void cluster_whoseFirstNodeIsGone_holdsTheLedger() throws Exception {
        try (RedisServer node = RedisServer.startClusterNode(folder, "--cluster-announce-ip", "127.0.0.1")) {
            takeAllSlots(node);
            RedisClusterConfiguration configuration = new RedisClusterConfiguration(
                    List.of("127.0.0.1:" + RedisServer.freePort(), "127.0.0.1:" + node.port()));
            configuration.setPassword("data");
            checkLedger(configuration);
        }
    }

    private static void takeAllSlots(RedisServer node) {
        node.tell(commands -> {
            commands.clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT).toArray());
            while (!commands.clusterInfo().contains("cluster_state:ok")) {
                Thread.onSpinWait();
            }
            return commands.configSet("requirepass", "data");
        });
    }

    static List<RedisConfiguration> unknownKinds() {
        return List.of(
                new RedisStaticMasterReplicaConfiguration("redis.internal"),
                new RedisSocketConfiguration("/run/redis"));
    }

    /** Spring Data would say that each of them is localhost. */
    @ParameterizedTest
    @MethodSource("unknownKinds")
    void configuration_ofAnotherKind_isRefused(RedisConfiguration configuration) {
        assertThatThrownBy(() -> checkLedger(configuration))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(configuration.getClass().getSimpleName())
                .hasMessageContaining("mooring.ledger.address");
    }
}
