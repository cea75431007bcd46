package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenManager;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSnapshotsTest {
    private static final List<SessionSnapshot> SNAPSHOTS = IntStream.range(0, 500)
            .mapToObj(seed -> RandomSnapshots.snapshot(new SplittableRandom(seed)))
            .toList();

    @Test
    void snapshot_equalSeeds_isEqual() {
        for (int seed = 0; seed < 100; seed++) {
            assertEquals(SNAPSHOTS.get(seed), RandomSnapshots.snapshot(new SplittableRandom(seed)));
        }
        assertEquals(SNAPSHOTS.size(), Set.copyOf(SNAPSHOTS).size());
    }

    @Test
    void snapshot_anySeed_isWithinTheLimits() {
        SampleKeys keys = new SampleKeys(new ReferenceSealerProvider(), "AES256_GCM");
        KeySet set = keys.set(keys.key("a", TokenKey.Status.SEALING));
        for (SessionSnapshot snapshot : SNAPSHOTS) {
            ResumeTokenManager manager = ResumeTokenManager.builder()
                    .codec(new ReferenceCodec())
                    .sealer(keys.provider())
                    .keys(KeySource.of(set))
                    .maxTokenChars(1 << 20)
                    .clock(snapshot::createdAt)
                    .build();
            assertDoesNotThrow(() -> manager.issue(snapshot));
        }
    }

    @Test
    void snapshots_together_coverEveryKindOfValue() {
        Set<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
        SNAPSHOTS.forEach(snapshot -> {
            snapshot.variables().values().forEach(value -> collect(value, kinds));
            snapshot.imports().values().forEach(entry -> {
                if (entry.value() instanceof ImportValue.Resolved resolved) {
                    collect(resolved.value(), kinds);
                }
            });
        });
        assertEquals(EnumSet.allOf(Value.Kind.class), kinds);
    }

    @Test
    void variables_anySeed_holdNoReferences() {
        Set<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
        SNAPSHOTS.forEach(snapshot -> snapshot.variables().values().forEach(value -> collect(value, kinds)));
        for (int seed = 0; seed < 1_000; seed++) {
            collect(RandomSnapshots.value(new SplittableRandom(seed)), kinds);
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Value.Kind.STUB, Value.Kind.PROMISE)), kinds);
    }

    @Test
    void snapshots_together_coverEveryKindOfEntry() {
        Set<Object> seen = new HashSet<>();
        for (SessionSnapshot snapshot : SNAPSHOTS) {
            seen.add("empty imports " + snapshot.imports().isEmpty());
            seen.add("empty exports " + snapshot.exports().isEmpty());
            see("import", snapshot.imports(), seen);
            see("export", snapshot.exports(), seen);
            snapshot.exports().values().forEach(entry -> {
                if (entry.value() instanceof ExportValue.Promise promise) {
                    seen.add("pulled " + promise.pulled());
                }
            });
        }
        for (String expected : List.of(
                "empty imports true",
                "empty exports true",
                "pulled true",
                "pulled false",
                "import of the peer",
                "export of the peer",
                "import counted",
                "export counted")) {
            assertTrue(seen.contains(expected), expected);
        }
        assertTrue(seen.containsAll(List.of(
                ImportValue.Resolved.class,
                ImportValue.Stub.class,
                ImportValue.Promise.class,
                ExportValue.Resolved.class,
                ExportValue.Rejected.class,
                ExportValue.Stub.class,
                ExportValue.Promise.class)));
    }

    private static void see(String what, Map<Long, ? extends TableEntry<?>> table, Set<Object> seen) {
        int peer = what.equals("import") ? -1 : 1;
        table.forEach((id, entry) -> {
            seen.add(entry.value().getClass());
            if (Long.signum(id) == peer) {
                seen.add(what + " of the peer");
            }
            if (entry.references() > 1) {
                seen.add(what + " counted");
            }
        });
    }

    private static void collect(Value value, Set<Value.Kind> kinds) {
        kinds.add(value.kind());
        if (value instanceof Value.ArrayValue array) {
            array.elements().forEach(element -> collect(element, kinds));
        } else if (value instanceof Value.ObjectValue object) {
            object.members().values().forEach(member -> collect(member, kinds));
        } else if (value instanceof Value.ErrorValue error) {
            error.properties().values().forEach(property -> collect(property, kinds));
        }
    }
}
