package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A primary, a replica, and a Sentinel that watches them: all three are real, with passwords. */
@Timeout(300)
class SentinelTest {
    private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(5));

    @TempDir
    private Path folder;

    private final List<RedisServer> servers = new ArrayList<>();
    private RedisServer primary;
    private RedisServer replica;
    private RedisServer sentinel;

    @BeforeEach
    void startServers() throws Exception {
        primary = kept(RedisServer.start(folder, "--repl-diskless-sync-delay", "0"));
        replica = kept(RedisServer.start(folder, "--replicaof", "127.0.0.1", "" + primary.port()));
        primary.tell(commands -> {
            commands.set("test", "write");
            return commands.waitForReplication(1, 60_000);
        });
        for (RedisServer server : List.of(primary, replica)) {
            server.tell(commands -> {
                commands.configSet("masterauth", "data");
                return commands.configSet("requirepass", "data");
            });
        }
        sentinel = kept(RedisServer.startSentinel(
                Files.createDirectory(folder.resolve("sentinel")),
                "main",
                primary,
                "sentinel auth-pass main data",
                "requirepass watch"));
    }

    private RedisServer kept(RedisServer server) {
        servers.add(server);
        return server;
    }

    @AfterEach
    void stopServers() {
        servers.forEach(RedisServer::close);
    }

    private String address() {
        return "redis://:data@127.0.0.1:" + RedisServer.freePort() + ",127.0.0.1:" + sentinel.port()
                + "/0?sentinel=main&sentinel-password=watch&wait=";
    }

    /** The claim is repeated until the Sentinel has made the replica the primary. */
    private static Answer claimUntilAnswered(RedisLedger ledger) throws InterruptedException {
        while (true) {
            try {
                return ledger.claim(first("a"));
            } catch (LedgerUnavailableException failingOver) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void claim_afterTheSentinelReplacedThePrimary_isAnsweredByTheNewOne() throws Exception {
        try (RedisLedger ledger = RedisLedger.open(address() + 1, SETTINGS);
                RedisLedger later = RedisLedger.open(address() + 0, SETTINGS)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            assertTrue(later.toString().contains("," + "127.0.0.1:" + sentinel.port()), later.toString());
            primary.kill();
            assertEquals(Answer.REPLAYED, claimUntilAnswered(later), "the replica has the claim");
        }
    }

    private static RedisURI sentinelAt(int port) {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withPassword("watch".toCharArray())
                .build();
    }

    /** The first Sentinel hangs, for no longer than its part of the ledger's deadline. */
    @Test
    void claim_byTheClientOfAnApplication_isAnswered() throws Exception {
        RedisClient client = RedisClient.create();
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RedisURI uri = RedisURI.builder()
                    .withSentinelMasterId("main")
                    .withSentinel(sentinelAt(deaf.getLocalPort()))
                    .withSentinel(sentinelAt(sentinel.port()))
                    .withPassword("data".toCharArray())
                    .build();
            claimTwice(client, uri);
        } finally {
            client.shutdown();
        }
    }

    private static void claimTwice(RedisClient client, RedisURI uri) throws Exception {
        try (RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT, SETTINGS)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")));
        }
    }
}
