package dev.mooring.store.redis;

import dev.mooring.store.redis.RedisAddress.Host;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.slots.ClusterSlotRange;
import io.lettuce.core.cluster.models.slots.ClusterSlotsParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which node of a cluster holds which slots, as one of the nodes told it. */
record Slots(List<ClusterSlotRange> ranges) {

    /** Reads the answer to {@code CLUSTER SLOTS}. */
    static Slots of(List<?> answer) {
        return new Slots(ClusterSlotsParser.parse(answer));
    }

    /** The primary that holds a key, unless no node does. */
    Optional<Host> holder(String key) {
        int slot = SlotHash.getSlot(key);
        return ranges.stream()
                .filter(range -> range.getFrom() <= slot && slot <= range.getTo())
                .map(range -> range.getUpstream().getUri())
                .map(Slots::host)
                .findFirst();
    }

    /** All nodes that hold slots or copies of them. */
    Stream<Host> nodes() {
        return ranges.stream()
                .flatMap(range -> Stream.concat(Stream.of(range.getUpstream()), range.getReplicaNodes().stream()))
                .map(node -> host(node.getUri()))
                .distinct();
    }

    private static Host host(RedisURI node) {
        return new Host(node.getHost(), node.getPort());
    }
}
