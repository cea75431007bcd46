package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and a replica, which fails, lags, or takes over. */
class ReplicationTest {
    private static final LedgerSettings ONE_SECOND = LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(1));
    private static final int CLIENTS = 8;

    @TempDir
    private Path folder;

    private final List<RedisServer> servers = new ArrayList<>();
    private RedisServer primary;
    private RedisServer replica;

    @BeforeEach
    void startServers() {
        primary = start("--repl-diskless-sync-delay", "0");
        replica = start("--replicaof", "127.0.0.1", "" + primary.port());
        awaitReplica();
    }

    private RedisServer start(String... options) {
        RedisServer server = RedisServer.start(folder, options);
        servers.add(server);
        return server;
    }

    private void awaitReplica() {
        long reached = primary.tell(commands -> {
            commands.set("test", "write");
            return commands.waitForReplication(1, 30_000);
        });
        assertEquals(1, reached, "the replica is there");
    }

    @AfterEach
    void stopServers() {
        servers.forEach(RedisServer::close);
    }

    @Test
    void claim_thatAReplicaHas_isAnswered() throws Exception {
        try (RedisLedger ledger = RedisLedger.open(primary.address("?wait=1"), PATIENT)) {
            ledger.arm();
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")));
            ledger.revoke("a");
            assertEquals(Answer.REVOKED, ledger.claim(first("a")));
        }
    }

    @Test
    void claim_withFewerReplicasThanAskedFor_isNotAnswered() {
        try (RedisLedger ledger = RedisLedger.open(primary.address("?wait=2"), ONE_SECOND)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
            assertThrows(LedgerUnavailableException.class, () -> ledger.revoke("a"));
        }
    }

    /** Asked for again on a new connection, the replica must have the claim, and not just be connected. */
    @Test
    void claim_thatAReplicaDoesNotHaveYet_isNotAnsweredWhenRepeatedEither() throws Exception {
        ResumeAttempt mine = ResumeAttempt.random();
        replica.freeze();
        try (RedisLedger ledger = RedisLedger.open(primary.address("?wait=1"), ONE_SECOND);
                RedisLedger other = RedisLedger.open(primary.address("?wait=1"), ONE_SECOND)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a", mine)));
            assertThrows(LedgerUnavailableException.class, () -> other.claim(first("a", mine)));
        } finally {
            replica.thaw();
        }
        try (RedisLedger ledger = RedisLedger.open(primary.address("?wait=1"), PATIENT)) {
            assertEquals(Answer.REPEATED, ledger.claim(first("a", mine)));
        }
    }

    /** Claims that were answered survive the primary, whenever it is killed. */
    @Test
    void claim_answeredUnderWait_survivesFailover() throws Exception {
        Collection<String> claimed = new ConcurrentLinkedQueue<>();
        try (RedisLedger ledger = RedisLedger.open(primary.address("?wait=1"), PATIENT)) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Thread client = new Thread(() -> claimUntilItFails(ledger, claimed));
                client.start();
                clients.add(client);
            }
            while (claimed.size() < 200 && clients.stream().anyMatch(Thread::isAlive)) {
                Thread.onSpinWait();
            }
            primary.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
        replica.tell(commands -> commands.replicaofNoOne());
        assertTrue(claimed.size() >= 200, "claims before the primary was killed");
        try (RedisLedger ledger = RedisLedger.open(replica.address(""), PATIENT)) {
            for (String session : claimed) {
                assertEquals(Answer.REPLAYED, ledger.claim(first(session)), session);
            }
        }
    }

    private static void claimUntilItFails(RedisLedger ledger, Collection<String> claimed) {
        try {
            while (true) {
                String session = Long.toHexString(ThreadLocalRandom.current().nextLong());
                if (ledger.claim(first(session)) == Answer.CLAIMED) {
                    claimed.add(session);
                }
            }
        } catch (LedgerUnavailableException killed) {
            // and nobody knows whether that one is claimed
        }
    }

    @Test
    void call_onAReplica_isNotAnsweredUntilItIsPrimary() throws Exception {
        try (RedisLedger ledger = RedisLedger.open(replica.address(""), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
            replica.tell(commands -> commands.configSet("replica-read-only", "no"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")), "though it would write");
            replica.tell(commands -> commands.replicaofNoOne());
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
        }
    }

    @Test
    void call_onAPrimaryThatWasDemoted_isNotAnswered() throws Exception {
        try (RedisLedger ledger = RedisLedger.open(primary.address(""), PATIENT)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            replica.tell(commands -> commands.replicaofNoOne());
            primary.tell(commands -> commands.replicaof("127.0.0.1", replica.port()));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
        }
    }
}
