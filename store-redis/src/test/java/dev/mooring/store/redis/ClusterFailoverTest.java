package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.slots.ClusterSlotRange;
import io.lettuce.core.cluster.models.slots.ClusterSlotsParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster whose only node with slots is lost, so that its replica takes over. */
@Timeout(120)
class ClusterFailoverTest {
    private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(5));

    @TempDir
    private Path folder;

    private RedisServer start(String name) throws Exception {
        return RedisServer.startClusterNode(
                Files.createDirectory(folder.resolve(name)), "--repl-diskless-sync-delay", "0");
    }

    /** The ledger knows the lost node, learns once that it is lost, and asks the cluster anew. */
    @Test
    void claim_afterAReplicaTookOver_isAnsweredByTheReplica() throws Exception {
        try (RedisServer witness = start("witness");
                RedisServer primary = start("primary");
                RedisServer replica = start("replica")) {
            form(witness, primary, replica);
            String address = "redis://127.0.0.1:" + witness.port() + "?cluster=on&wait=1";
            try (RedisLedger ledger = RedisLedger.open(address, SETTINGS);
                    RedisLedger later = RedisLedger.open(address.replace("&wait=1", ""), SETTINGS)) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")), "and the replica has it");
                assertEquals(Answer.REPLAYED, later.claim(first("a")), "and the ledger knows the primary");
                primary.kill();
                replica.tell(commands -> commands.clusterFailover(false, true));
                await(() -> holder(witness) == replica.port());
                assertThrows(LedgerUnavailableException.class, () -> later.claim(first("a")));
                assertEquals(Answer.REPLAYED, later.claim(first("a")));
                assertEquals(Answer.CLAIMED, later.claim(first("b")));
            }
        }
    }

    /** Only the replica is left, of which the ledger knows from the cluster alone. */
    @Test
    void claim_afterItsOnlySeedIsLostToo_isAnswered() throws Exception {
        try (RedisServer witness = start("witness");
                RedisServer primary = start("primary");
                RedisServer replica = start("replica")) {
            form(witness, primary, replica);
            String seed = "redis://127.0.0.1:" + witness.port() + "?cluster=on";
            try (RedisLedger ledger = RedisLedger.open(seed, SETTINGS)) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
                witness.kill();
                primary.kill();
                replica.tell(commands -> {
                    commands.clusterFailover(false, true);
                    await(() -> commands.clusterInfo().contains("cluster_state:ok"));
                    return null;
                });
                await(() -> holder(replica) == replica.port());
                assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")), "the primary is lost");
                assertEquals(Answer.CLAIMED, ledger.claim(first("b")));
            }
        }
    }

    /**
     * The primary has all slots and the replica; the witness has nothing but knowledge. Each has an epoch of its own from the
     * start. Otherwise a replica that does not know the primary's epoch yet could take over with an equal one, and the
     * witness would not believe it.
     */
    private static void form(RedisServer witness, RedisServer primary, RedisServer replica) {
        List<RedisServer> nodes = List.of(witness, primary, replica);
        for (int each = 0; each < nodes.size(); each++) {
            long epoch = each + 1L;
            nodes.get(each).tell(commands -> commands.clusterSetConfigEpoch(epoch));
        }
        String id = primary.tell(commands -> {
            commands.clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT).toArray());
            commands.clusterMeet("127.0.0.1", witness.port());
            commands.clusterMeet("127.0.0.1", replica.port());
            return commands.clusterMyId();
        });
        replica.tell(commands -> {
            await(() -> commands.clusterNodes().contains(id));
            return commands.clusterReplicate(id);
        });
        // all know all: the witness and the replica have heard of each other from the primary alone, which is to be
        // lost
        List<String> ids = nodes.stream()
                .map(node -> node.tell(commands -> commands.clusterMyId()))
                .toList();
        for (RedisServer node : nodes) {
            node.tell(commands -> {
                await(() -> ids.stream().allMatch(commands.clusterNodes()::contains));
                await(() -> commands.clusterInfo().contains("cluster_state:ok"));
                return null;
            });
        }
        await(() -> primary.tell(commands -> commands.info("replication").contains("state=online")));
        // the witness may know the replica, and not yet that it is one
        await(() -> slots(witness).getReplicaNodes().size() == 1);
    }

    private static ClusterSlotRange slots(RedisServer node) {
        return node.tell(
                commands -> ClusterSlotsParser.parse(commands.clusterSlots()).get(0));
    }

    private static int holder(RedisServer node) {
        return slots(node).getUpstream().getUri().getPort();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
