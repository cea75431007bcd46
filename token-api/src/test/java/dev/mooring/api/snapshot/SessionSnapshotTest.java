package dev.mooring.api.snapshot;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSnapshotTest {
    private static final long MAX = Value.MAX_INTEGER;

    private static SessionSnapshot withTables(
            Map<Long, TableEntry<ImportValue>> imports, Map<String, Value> variables, int schemaVersion) {
        return new SessionSnapshot(
                "s",
                NOW,
                NOW,
                schemaVersion,
                1,
                1,
                100,
                -100,
                100,
                imports,
                Map.of(),
                variables,
                Duration.ofHours(1),
                List.of());
    }

    @Test
    void builder_ofANewSession_hasTheDefaults() {
        SessionSnapshot snapshot = session().build();
        assertEquals(
                new SessionSnapshot(
                        "session-1",
                        NOW,
                        NOW,
                        1,
                        1,
                        1,
                        1,
                        -1,
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Duration.ofHours(24),
                        List.of()),
                snapshot);
    }

    @Test
    void k02_nextIds_notGiven_lieJustBeyondTheIdsInUse() {
        SessionSnapshot snapshot = session()
                .importStub(7, "a")
                .importStub(-9, "b")
                .exportStub(-5, "c")
                .exportStub(3, "d")
                .build();
        assertEquals(8, snapshot.nextPositiveId());
        assertEquals(-6, snapshot.nextNegativeId());
        assertEquals(4, snapshot.nextPeerId());
    }

    @Test
    void toBuilder_andBuild_isTheSame() {
        SessionSnapshot snapshot = session()
                .lastActivity(NOW.plusSeconds(5))
                .generation(3)
                .checkpoint(4)
                .nextPositiveId(50)
                .nextNegativeId(-60)
                .nextPeerId(70)
                .maxAge(Duration.ofMinutes(5))
                .importEntry(1, new ImportValue.Stub("a"), 2)
                .importPromise(2, "p")
                .importValue(-3, Value.of("v"))
                .exportEntry(-1, new ExportValue.Promise("q", true), MAX)
                .exportPromise(-2, "p")
                .exportValue(1, Value.NULL)
                .exportRejected(2, Value.error("E", "m"))
                .variable("v", Value.of(1))
                .capability("c")
                .capability("c")
                .build();
        assertEquals(snapshot, snapshot.toBuilder().build());
        assertEquals(List.of("c", "c"), snapshot.capabilities());
    }

    @Test
    void times_belowMillisecondsAndMaxAgeBelowSeconds_areCut() {
        SessionSnapshot snapshot = SessionSnapshot.builder("s", NOW.plusNanos(1_999_999))
                .lastActivity(NOW.plusNanos(999_999))
                .maxAge(Duration.ofMillis(1_999))
                .build();
        assertEquals(NOW.plusMillis(1), snapshot.createdAt());
        assertEquals(NOW, snapshot.lastActivity());
        assertEquals(Duration.ofSeconds(1), snapshot.maxAge());
    }

    @Test
    void times_fromTheEpochToTheLastDate_pass() {
        Instant last = Instant.ofEpochMilli(Value.DateValue.MAX_EPOCH_MILLIS);
        SessionSnapshot snapshot =
                SessionSnapshot.builder("s", Instant.EPOCH).lastActivity(last).build();
        assertEquals(last, snapshot.lastActivity());
    }

    static Stream<UnaryOperator<SnapshotBuilder>> k01_k02_snapshot_outOfRange_isRefused() {
        Instant last = Instant.ofEpochMilli(Value.DateValue.MAX_EPOCH_MILLIS);
        return Stream.of(
                b -> SessionSnapshot.builder("s", Instant.EPOCH.minusNanos(1)),
                b -> SessionSnapshot.builder("s", last.plusMillis(1)),
                b -> SessionSnapshot.builder("s", Instant.MIN),
                b -> SessionSnapshot.builder("s", Instant.MAX),
                b -> b.lastActivity(Instant.MAX),
                b -> b.lastActivity(Instant.EPOCH.minusMillis(1)),
                b -> b.generation(0),
                b -> b.generation(MAX + 1),
                b -> b.checkpoint(0),
                b -> b.checkpoint(MAX + 1),
                b -> b.nextPositiveId(0),
                b -> b.nextPositiveId(MAX + 1),
                b -> b.nextNegativeId(0),
                b -> b.nextNegativeId(-MAX - 1),
                b -> b.nextPeerId(0),
                b -> b.nextPeerId(MAX + 1),
                b -> b.maxAge(Duration.ofMillis(999)),
                b -> b.maxAge(Duration.ZERO),
                b -> b.maxAge(Duration.ofSeconds(-1)),
                b -> b.maxAge(Duration.ofSeconds(MAX + 1)),
                b -> b.importStub(0, "a"),
                b -> b.exportStub(0, "a"),
                b -> b.importStub(5, "a").nextPositiveId(5),
                b -> b.exportStub(-5, "a").nextNegativeId(-5),
                b -> b.exportStub(5, "a").nextPeerId(5),
                b -> b.importStub(MAX, "a"),
                b -> b.importStub(-MAX - 1, "a"),
                b -> b.importStub(Long.MAX_VALUE, "a"),
                b -> b.importStub(Long.MIN_VALUE, "a"),
                b -> b.exportStub(-MAX, "a"),
                b -> b.exportStub(MAX, "a"),
                b -> b.exportStub(Long.MIN_VALUE, "a"),
                b -> b.exportStub(Long.MAX_VALUE, "a"));
    }

    @ParameterizedTest
    @MethodSource
    void k01_k02_snapshot_outOfRange_isRefused(UnaryOperator<SnapshotBuilder> change) {
        assertThrows(
                IllegalArgumentException.class, () -> change.apply(session()).build());
    }

    @Test
    void k01_ids_atTheirEnds_pass() {
        session()
                .importStub(MAX - 1, "a")
                .importStub(-MAX, "b")
                .exportStub(-MAX + 1, "c")
                .exportStub(MAX - 1, "d")
                .generation(MAX)
                .checkpoint(MAX)
                .maxAge(Duration.ofSeconds(MAX))
                .build();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, MAX + 1, Long.MIN_VALUE})
    void referenceCount_outOfRange_isRefused(long count) {
        assertThrows(IllegalArgumentException.class, () -> session().importEntry(1, new ImportValue.Stub("a"), count));
        assertThrows(IllegalArgumentException.class, () -> session().exportEntry(1, new ExportValue.Stub("a"), count));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, -1})
    void b15_schemaVersion_notOne_isRefused(int version) {
        assertThrows(IllegalArgumentException.class, () -> withTables(Map.of(), Map.of(), version));
    }

    @Test
    void builder_withAnIdOrNameTwice_refusesTheSecond() {
        assertThrows(
                IllegalArgumentException.class,
                () -> session().importStub(1, "a").importValue(1, Value.NULL));
        assertThrows(
                IllegalArgumentException.class,
                () -> session().exportStub(-1, "a").exportPromise(-1, "b"));
        assertThrows(
                IllegalArgumentException.class,
                () -> session().variable("v", Value.NULL).variable("v", Value.NULL));
    }

    @Test
    void tables_areInCanonicalOrder() {
        SnapshotBuilder builder = session();
        for (long id : new long[] {-2, 300, 1, -1, 24, 2, -300, -24}) {
            builder.importStub(id, "r").exportStub(id, "r");
        }
        SessionSnapshot snapshot = builder.build();
        List<Long> expected = List.of(1L, 2L, 24L, 300L, -1L, -2L, -24L, -300L);
        assertEquals(expected, List.copyOf(snapshot.imports().keySet()));
        assertEquals(expected, List.copyOf(snapshot.exports().keySet()));
    }

    @Test
    void variables_areInTheOrderOfTheLengthAndBytesOfTheirUtf8() {
        List<String> sorted = List.of(
                "",
                "A",
                "a",
                "b",
                "aa",
                "ab",
                "\u0080",
                "\u00e9",
                "zzz",
                "\u0800",
                "\u20ac",
                "\uff5e",
                "aaaa",
                "a\uff5e",
                "\ud83d\ude00",
                "\udbff\udfff",
                "\uffffzz",
                "\ud83d\ude00a");
        SnapshotBuilder builder = session();
        sorted.stream().sorted(Collections.reverseOrder()).forEach(name -> builder.variable(name, Value.NULL));
        List<String> names = List.copyOf(builder.build().variables().keySet());
        List<String> byUtf8 = sorted.stream()
                .sorted((a, b) -> {
                    byte[] x = a.getBytes(StandardCharsets.UTF_8);
                    byte[] y = b.getBytes(StandardCharsets.UTF_8);
                    return x.length != y.length ? Integer.compare(x.length, y.length) : Arrays.compareUnsigned(x, y);
                })
                .toList();
        assertEquals(byUtf8, names);
    }

    @Test
    void tables_areCopiedAndFixed() {
        Map<Long, TableEntry<ImportValue>> imports = new HashMap<>();
        imports.put(1L, new TableEntry<>(new ImportValue.Stub("a"), 1));
        Map<String, Value> variables = new LinkedHashMap<>(Map.of("v", Value.NULL));
        SessionSnapshot snapshot = withTables(imports, variables, 1);
        imports.clear();
        variables.clear();
        assertEquals(1, snapshot.imports().size());
        assertEquals(1, snapshot.variables().size());
        assertThrows(UnsupportedOperationException.class, snapshot.imports()::clear);
        assertThrows(UnsupportedOperationException.class, snapshot.exports()::clear);
        assertThrows(UnsupportedOperationException.class, snapshot.variables()::clear);
        assertThrows(UnsupportedOperationException.class, snapshot.capabilities()::clear);
    }

    @Test
    void tables_fromImmutableMaps_pass() {
        Map<Long, TableEntry<ImportValue>> imports = Map.of(1L, new TableEntry<>(new ImportValue.Stub("a"), 1));
        assertEquals(
                1, withTables(imports, Map.of("v", Value.NULL), 1).imports().size());
    }

    @Test
    void tables_withNulls_areRefused() {
        TableEntry<ImportValue> entry = new TableEntry<>(new ImportValue.Stub("a"), 1);
        assertThrows(NullPointerException.class, () -> withTables(Collections.singletonMap(null, entry), Map.of(), 1));
        assertThrows(NullPointerException.class, () -> withTables(Collections.singletonMap(1L, null), Map.of(), 1));
        assertThrows(
                NullPointerException.class, () -> withTables(Map.of(), Collections.singletonMap(null, Value.NULL), 1));
        assertThrows(NullPointerException.class, () -> withTables(Map.of(), Collections.singletonMap("v", null), 1));
    }
}
