package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster of three primaries, each with a third of the slots. */
@Timeout(300)
class ClusterTest {
    private static final int NODES = 3;
    private static final List<RedisServer> NODE = new ArrayList<>();

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws Exception {
        for (int i = 0; i < NODES; i++) {
            NODE.add(RedisServer.startClusterNode(Files.createDirectory(folder.resolve("n" + i))));
        }
        for (int i = 0; i < NODES; i++) {
            int[] slots = IntStream.range(firstSlot(i), firstSlot(i + 1)).toArray();
            int meets = NODE.get((i + 1) % NODES).port();
            NODE.get(i).tell(commands -> {
                commands.clusterAddSlots(slots);
                return commands.clusterMeet("127.0.0.1", meets);
            });
        }
        NODE.forEach(ClusterTest::awaitState);
    }

    private static int firstSlot(int node) {
        return SlotHash.SLOT_COUNT * node / NODES;
    }

    private static void awaitState(RedisServer node) {
        node.tell(commands -> {
            while (!commands.clusterInfo().contains("cluster_state:ok")
                    || commands.clusterSlots().size() < NODES) {
                Thread.onSpinWait();
            }
            return null;
        });
    }

    @AfterAll
    static void stopCluster() {
        NODE.forEach(RedisServer::close);
    }

    private static String address(String more) {
        return "redis://127.0.0.1:" + RedisServer.freePort() + ",127.0.0.1:"
                + NODE.get(0).port() + "?cluster=on" + more;
    }

    private static int slot(LedgerSettings settings, String session) {
        return SlotHash.getSlot("mooring:ledger:" + settings.key(session));
    }

    private static String nodeId(RedisServer node) {
        return node.tell(commands -> commands.clusterMyId());
    }

    @Test
    void claims_ofManySessions_areSpreadOverTheNodes() throws Exception {
        LedgerSettings settings = PATIENT.withNamespace("spread");
        try (RedisLedger here = RedisLedger.open(address(""), settings);
                RedisLedger there = RedisLedger.open(address(""), settings)) {
            for (int i = 0; i < 60; i++) {
                assertEquals(Answer.CLAIMED, here.claim(first("s" + i)));
                assertEquals(Answer.REPLAYED, there.claim(first("s" + i)));
            }
            here.revoke("s1");
            assertEquals(Answer.REVOKED, there.claim(first("s1")));
        }
        for (RedisServer node : NODE) {
            assertNotEquals(0L, node.<Long>tell(commands -> commands.dbsize()));
        }
    }

    /** First it is on its way, and the ledger does not know; then it has moved, and the ledger knows the old place. */
    @Test
    void claim_whileAndAfterItsSlotMoves_isAnsweredOnce() throws Exception {
        LedgerSettings settings = PATIENT.withNamespace("moving");
        int slot = slot(settings, "a");
        RedisServer from = NODE.get(IntStream.range(0, NODES)
                .filter(i -> slot < firstSlot(i + 1))
                .findFirst()
                .orElseThrow());
        RedisServer to = NODE.get((NODE.indexOf(from) + 1) % NODES);
        String fromId = nodeId(from);
        String toId = nodeId(to);
        try (RedisLedger ledger = RedisLedger.open(address(""), settings)) {
            to.tell(commands -> commands.clusterSetSlotImporting(slot, fromId));
            from.tell(commands -> commands.clusterSetSlotMigrating(slot, toId));
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")), "sent on by ASK");
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")));
            assertEquals(0L, from.<Long>tell(commands -> commands.clusterCountKeysInSlot(slot)));
            for (RedisServer node : List.of(to, from)) {
                node.tell(commands -> commands.clusterSetSlotNode(slot, toId));
            }
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")), "sent on by MOVED");
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")), "known by now");
            from.freeze();
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")), "and the old place is not asked any more");
        } finally {
            from.thaw();
            NODE.forEach(ClusterTest::awaitState);
        }
    }

    @Test
    void claim_byTheClientOfAnApplication_isAnswered() throws Exception {
        RedisURI gone = RedisURI.create("127.0.0.1", RedisServer.freePort());
        RedisURI node = RedisURI.create("127.0.0.1", NODE.get(1).port());
        RedisClusterClient client = RedisClusterClient.create(node);
        LedgerSettings settings = PATIENT.withNamespace("client");
        try (RedisLedger ledger = RedisLedger.of(client, List.of(gone, node), RedisLedgerOptions.DEFAULT, settings)) {
            assertTrue(ledger.toString().contains(gone.getPort() + ",127.0.0.1:" + node.getPort()), ledger.toString());
            for (int i = 0; i < 20; i++) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("s" + i)));
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> RedisLedger.of(client, List.of(node), RedisLedgerOptions.DEFAULT.withGuard(), settings));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> RedisLedger.of(client, List.of(), RedisLedgerOptions.DEFAULT, settings));
        } finally {
            client.shutdown();
        }
    }

    /** A connection to a node behind a broken network is neither accepted nor refused. */
    @Test
    void claim_whileConnectingToTheFirstNodeHangs_isAnsweredByAnother() throws Exception {
        LedgerSettings settings = PATIENT.withNamespace("hangs").withDeadline(Duration.ofSeconds(6));
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket two = new Socket(full.getInetAddress(), full.getLocalPort());
                RedisLedger ledger = new RedisLedger(
                        RedisAddress.parse(address("").replaceFirst(":[0-9]+,", ":" + full.getLocalPort() + ",")),
                        settings,
                        InstantSource.system())) {
            assertTrue(one.isConnected() && two.isConnected(), "there is no room for another connection");
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
        }
    }

    /** The rights that docs/redis.md names are enough. */
    @Test
    void claim_byAUserWithTheFewestRights_isAnswered() throws Exception {
        List<String> rules = List.of(
                "on",
                ">secret",
                "~mooring:*",
                "+info",
                "+select",
                "+eval",
                "+evalsha",
                "+get",
                "+set",
                "+time",
                "+wait",
                "+cluster|slots",
                "+asking");
        for (RedisServer node : NODE) {
            CommandArgs<String, String> command =
                    new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("ledger");
            rules.forEach(command::add);
            node.tell(commands -> commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), command));
        }
        String address = address("").replace("redis://", "redis://ledger:secret@");
        try (RedisLedger ledger = RedisLedger.open(address, PATIENT.withNamespace("rights"))) {
            for (int i = 0; i < 20; i++) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("s" + i)));
            }
        }
    }

    /** A replica count is about the node that has the session, and here none has a replica. */
    @Test
    void claim_withoutTheReplicas_isNotAnswered() {
        LedgerSettings settings = PATIENT.withNamespace("wait").withDeadline(Duration.ofSeconds(2));
        try (RedisLedger ledger = RedisLedger.open(address("&wait=1"), settings)) {
            LedgerUnavailableException failed =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
            assertTrue(failed.getMessage().contains("replicas"), failed.getMessage());
        }
    }

    @Test
    void claim_onANodeThatIsFrozen_failsForItsSessionsOnly() throws Exception {
        LedgerSettings settings = PATIENT.withNamespace("frozen").withDeadline(Duration.ofSeconds(1));
        RedisServer frozen = NODE.get(2);
        try (RedisLedger ledger = RedisLedger.open(address(""), settings)) {
            String lost = session(settings, 2);
            String found = session(settings, 0);
            frozen.freeze();
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first(lost)));
            assertEquals(Answer.CLAIMED, ledger.claim(first(found)));
        } finally {
            frozen.thaw();
            NODE.forEach(ClusterTest::awaitState);
        }
    }

    private static String session(LedgerSettings settings, int node) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "s" + i)
                .filter(session -> slot(settings, session) >= firstSlot(node) + 10)
                .filter(session -> slot(settings, session) < firstSlot(node + 1) - 10)
                .findFirst()
                .orElseThrow();
    }
}
