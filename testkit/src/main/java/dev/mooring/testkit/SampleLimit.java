package dev.mooring.testkit;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A limit, and a snapshot that reaches it exactly.
 *
 * @param name the limit's name in {@link SnapshotLimits}
 * @param size the size that the snapshot has
 * @param snapshot reaches the limit if that is set to this size
 * @param change sets the limit
 */
record SampleLimit(
        String name,
        int size,
        SessionSnapshot snapshot,
        BiFunction<SnapshotLimits.Builder, Integer, SnapshotLimits.Builder> change) {

    SnapshotLimits limits(int bound) {
        return change.apply(SnapshotLimits.builder(), bound).build();
    }

    static List<SampleLimit> all(ToIntFunction<SessionSnapshot> encodedSize) {
        SessionSnapshot rich = SampleSnapshots.rich();
        SnapshotBuilder imports = SampleSnapshots.start();
        SnapshotBuilder exports = SampleSnapshots.start();
        SnapshotBuilder capabilities = SampleSnapshots.start();
        SnapshotBuilder variables = SampleSnapshots.start();
        for (int i = 1; i <= 7; i++) {
            imports.importStub(i, "import" + i);
            exports.exportStub(-i, "export" + i);
            capabilities.capability("capability" + i);
            variables.variable("variable" + i, Value.NULL);
        }
        return List.of(
                new SampleLimit(
                        "maxPayloadBytes", encodedSize.applyAsInt(rich), rich, SnapshotLimits.Builder::maxPayloadBytes),
                new SampleLimit("maxTableEntries", 7, imports.build(), SnapshotLimits.Builder::maxTableEntries),
                new SampleLimit("maxTableEntries", 7, exports.build(), SnapshotLimits.Builder::maxTableEntries),
                new SampleLimit("maxCapabilities", 7, capabilities.build(), SnapshotLimits.Builder::maxCapabilities),
                new SampleLimit("maxVariables", 7, variables.build(), SnapshotLimits.Builder::maxVariables),
                values(everyKindOfParent()),
                values(SampleSnapshots.start()
                        .variable("headers", sevenFields())
                        .importValue(1, Value.NULL)
                        .build()),
                depth(SampleSnapshots.deep(7)),
                depth(SampleSnapshots.deepObject(7)),
                new SampleLimit(
                        "maxSessionIdBytes",
                        36,
                        SessionSnapshot.builder("𝄞".repeat(9), SampleSnapshots.CREATED_AT)
                                .build(),
                        SnapshotLimits.Builder::maxSessionIdBytes),
                name(SampleSnapshots.start().variable("𝄞".repeat(10), Value.NULL)),
                name(SampleSnapshots.start().capability("𝄞".repeat(10))),
                reference(SampleSnapshots.start().importStub(1, "𝄞".repeat(20))),
                reference(SampleSnapshots.start().importPromise(1, "𝄞".repeat(20))),
                reference(SampleSnapshots.start().exportStub(-1, "𝄞".repeat(20))),
                reference(SampleSnapshots.start().exportPromise(-1, "𝄞".repeat(20))),
                reference(SampleSnapshots.start().importValue(1, new Value.StubValue("𝄞".repeat(20)))),
                reference(SampleSnapshots.start().exportValue(-1, new Value.PromiseValue("𝄞".repeat(20)))),
                elements(new Value.ArrayValue(
                        IntStream.range(0, 7).mapToObj(Value::of).toList())),
                elements(sevenFields()),
                members(new Value.ObjectValue(sevenMembers())),
                members(new Value.ErrorValue("Error", "m", Optional.empty(), sevenMembers())));
    }

    /** Nine values: in a variable, an import and two exports, and in an array, an object and an error. */
    private static SessionSnapshot everyKindOfParent() {
        Value error = new Value.ErrorValue("Error", "m", Optional.empty(), Map.of("property", Value.NULL));
        return SampleSnapshots.start()
                .variable("variable", Value.object(Map.of("member", Value.array(Value.NULL))))
                .importValue(1, error)
                .exportValue(-1, Value.array(Value.NULL))
                .exportRejected(-2, error)
                .build();
    }

    private static SampleLimit values(SessionSnapshot snapshot) {
        return new SampleLimit("maxValues", 9, snapshot, SnapshotLimits.Builder::maxValues);
    }

    private static Value sevenFields() {
        return new Value.HeadersValue(IntStream.range(0, 7)
                .mapToObj(i -> new Value.HeadersValue.Field("n" + i, "v"))
                .toList());
    }

    private static SampleLimit depth(SessionSnapshot snapshot) {
        return new SampleLimit("maxDepth", 7, snapshot, SnapshotLimits.Builder::maxDepth);
    }

    private static SampleLimit name(SnapshotBuilder snapshot) {
        return new SampleLimit("maxNameChars", 20, snapshot.build(), SnapshotLimits.Builder::maxNameChars);
    }

    private static SampleLimit reference(SnapshotBuilder snapshot) {
        return new SampleLimit("maxReferenceChars", 40, snapshot.build(), SnapshotLimits.Builder::maxReferenceChars);
    }

    private static SampleLimit elements(Value value) {
        return new SampleLimit(
                "maxArrayElements", 7, SampleSnapshots.inTables(value), SnapshotLimits.Builder::maxArrayElements);
    }

    private static SampleLimit members(Value value) {
        return new SampleLimit(
                "maxObjectEntries", 7, SampleSnapshots.inTables(value), SnapshotLimits.Builder::maxObjectEntries);
    }

    private static Map<String, Value> sevenMembers() {
        return IntStream.range(0, 7).boxed().collect(Collectors.toMap(i -> "member" + i, Value::of));
    }
}
