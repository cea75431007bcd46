package dev.mooring.api.snapshot;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit, and each rule for texts: at the limit a snapshot passes, one over it is refused by name (K09). */
class SnapshotRulesTest {

    private static void assertPasses(SessionSnapshot snapshot) {
        assertEquals(Optional.empty(), SnapshotLimits.DEFAULT.problem(snapshot));
        SnapshotLimits.DEFAULT.check(snapshot);
    }

    private static void assertRefused(SessionSnapshot snapshot, String fact) {
        String problem = SnapshotLimits.DEFAULT.problem(snapshot).orElseThrow();
        assertTrue(problem.contains(fact), problem);
        var early = assertThrows(IllegalArgumentException.class, () -> SnapshotLimits.DEFAULT.check(snapshot));
        assertEquals(problem, early.getMessage());
    }

    private static Value nested(int levels, UnaryOperator<Value> wrap) {
        Value value = Value.NULL;
        for (int i = 1; i < levels; i++) {
            value = wrap.apply(value);
        }
        return value;
    }

    private static Value.ObjectValue object(int members) {
        Map<String, Value> map = new TreeMap<>();
        for (int i = 0; i < members; i++) {
            map.put("m" + i, Value.NULL);
        }
        return new Value.ObjectValue(map);
    }

    /** So many values in all: arrays, each of them a value too, and as long as may be. */
    private static SnapshotBuilder values(
            int number, BiFunction<Integer, Value, UnaryOperator<SnapshotBuilder>> place) {
        SnapshotBuilder builder = session();
        for (int i = 1, left = number; left > 0; i++, left -= Math.min(left, 1_001)) {
            Value array = new Value.ArrayValue(Collections.nCopies(Math.min(left, 1_001) - 1, Value.NULL));
            place.apply(i, array).apply(builder);
        }
        return builder;
    }

    private static Value headers(int fields) {
        return new Value.HeadersValue(Collections.nCopies(fields, new Value.HeadersValue.Field("a", "b")));
    }

    private static Value errorWith(Map<String, Value> properties) {
        return new Value.ErrorValue("TypeError", "no", Optional.of("at x"), properties);
    }

    private static SnapshotBuilder times(int n, Function<Integer, UnaryOperator<SnapshotBuilder>> add) {
        SnapshotBuilder builder = session();
        for (int i = 1; i <= n; i++) {
            add.apply(i).apply(builder);
        }
        return builder;
    }

    private static Arguments limit(String name, int most, IntFunction<SnapshotBuilder> ofSize) {
        return Arguments.of(name, most, ofSize);
    }

    private static Arguments depth(UnaryOperator<Value> wrap, Function<Value, SnapshotBuilder> place) {
        return limit("maxDepth", 64, n -> place.apply(nested(n, wrap)));
    }

    static Stream<Arguments> k09_limit_atIt_passesAndOneOver_isRefused() {
        UnaryOperator<Value> array = Value::array;
        UnaryOperator<Value> object = value -> new Value.ObjectValue(Map.of("a", value));
        UnaryOperator<Value> error = value -> errorWith(Map.of("cause", value));
        return Stream.of(
                depth(array, value -> session().variable("v", value)),
                depth(object, value -> session().variable("v", value)),
                depth(error, value -> session().variable("v", value)),
                depth(array, value -> session().importValue(1, value)),
                depth(array, value -> session().exportValue(-1, value)),
                depth(array, value -> session().exportRejected(-1, value)),
                limit("maxValues", 50_000, n -> values(n, (i, value) -> b -> b.variable("v" + i, value))),
                limit("maxValues", 50_000, n -> values(n, (i, value) -> b -> b.importValue(i, value))),
                limit("maxValues", 50_000, n -> values(n, (i, value) -> b -> b.exportValue(-i, value))),
                limit("maxValues", 50_000, n -> values(n, (i, value) -> b -> b.exportRejected(-i, value))),
                limit(
                        "maxValues",
                        50_000,
                        n -> values(n - 1_001, (i, value) -> b -> b.variable("v" + i, value))
                                .variable("headers", headers(1_000))),
                limit(
                        "maxValues",
                        50_000,
                        n -> values(n - 101, (i, value) -> b -> b.variable("v" + i, value))
                                .variable("error", errorWith(object(100).members()))),
                limit("maxTableEntries", 10_000, n -> times(n, i -> b -> b.importStub(i, "r"))),
                limit("maxTableEntries", 10_000, n -> times(n, i -> b -> b.exportStub(-i, "r"))),
                limit("maxVariables", 1_000, n -> times(n, i -> b -> b.variable("v" + i, Value.NULL))),
                limit("maxCapabilities", 1_000, n -> times(n, i -> b -> b.capability("c"))),
                limit("maxNameChars", 256, n -> session().variable("é".repeat(n), Value.NULL)),
                limit("maxNameChars", 256, n -> session().capability("c".repeat(n))),
                limit(
                        "maxArrayElements",
                        1_000,
                        n -> session().variable("v", new Value.ArrayValue(Collections.nCopies(n, Value.NULL)))),
                limit("maxArrayElements", 1_000, n -> session().variable("v", headers(n))),
                limit("maxObjectEntries", 100, n -> session().variable("v", object(n))),
                limit(
                        "maxObjectEntries",
                        100,
                        n -> session().variable("v", errorWith(object(n).members()))),
                limit("maxObjectEntries", 100, n -> session().importValue(1, Value.array(object(n)))),
                limit(
                        "maxSessionIdBytes",
                        256,
                        n -> SessionSnapshot.builder("é".repeat(127) + "x".repeat(n - 254), NOW)),
                limit("maxReferenceChars", 1_024, n -> session().importStub(1, "é".repeat(n))),
                limit("maxReferenceChars", 1_024, n -> session().importPromise(1, "r".repeat(n))),
                limit("maxReferenceChars", 1_024, n -> session().exportStub(-1, "r".repeat(n))),
                limit("maxReferenceChars", 1_024, n -> session().exportPromise(-1, "r".repeat(n))),
                limit(
                        "maxReferenceChars",
                        1_024,
                        n -> session().importValue(1, Value.array(new Value.StubValue("r".repeat(n))))),
                limit(
                        "maxReferenceChars",
                        1_024,
                        n -> session().exportValue(-1, new Value.PromiseValue("r".repeat(n)))));
    }

    @ParameterizedTest
    @MethodSource
    void k09_limit_atIt_passesAndOneOver_isRefused(String name, int most, IntFunction<SnapshotBuilder> ofSize) {
        assertPasses(ofSize.apply(most).build());
        assertRefused(ofSize.apply(most + 1).build(), name + ", " + most);
    }

    @Test
    void limits_ofTheUsers_replaceTheDefaults() {
        SessionSnapshot deep =
                session().variable("v", nested(500, Value::array)).build();
        SessionSnapshot deeper =
                session().variable("v", nested(501, Value::array)).build();
        SnapshotLimits lax = SnapshotLimits.builder().maxDepth(500).build();
        assertEquals(Optional.empty(), lax.problem(deep));
        assertTrue(lax.problem(deeper).orElseThrow().contains("maxDepth, 500"));
    }

    private static Stream<String> badTexts(boolean alsoControls) {
        Stream<String> surrogates =
                Stream.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d", "\ud83d\ud83d\ude00", "\ud83da");
        return alsoControls
                ? Stream.concat(surrogates, Stream.of("\u0000", "a\nb", "\u001f", "\u007f", "\u0080", "\u009f"))
                : surrogates;
    }

    static Stream<Function<String, SnapshotBuilder>> b10_text_unpairedAnywhere_isRefused() {
        return Stream.<Function<String, Value>>of(
                        Value::of,
                        Value.UrlValue::new,
                        text -> Value.error(text, ""),
                        text -> Value.error("", text),
                        text -> new Value.ErrorValue("", "", Optional.of(text), Map.of()),
                        text -> errorWith(Map.of(text, Value.NULL)),
                        text -> new Value.HeadersValue(List.of(new Value.HeadersValue.Field(text, ""))),
                        text -> new Value.HeadersValue(List.of(new Value.HeadersValue.Field("", text))),
                        text -> Value.array(Value.of(text)),
                        text -> new Value.ObjectValue(Map.of(text, Value.NULL)),
                        text -> new Value.ObjectValue(Map.of("a", Value.of(text))))
                .map(value -> text -> session().variable("v", value.apply(text)));
    }

    @ParameterizedTest
    @MethodSource
    void b10_text_unpairedAnywhere_isRefused(Function<String, SnapshotBuilder> place) {
        badTexts(false).forEach(text -> assertRefused(place.apply(text).build(), "surrogate"));
        assertPasses(place.apply("\ud83d\ude00\u0000\u009f ok").build());
    }

    static Stream<Function<String, SnapshotBuilder>> b10_name_withControlsOrUnpaired_isRefused() {
        return Stream.of(
                text -> SessionSnapshot.builder(text, NOW),
                text -> session().variable(text, Value.NULL),
                text -> session().capability(text),
                text -> session().importStub(1, text),
                text -> session().importPromise(1, text),
                text -> session().exportStub(-1, text),
                text -> session().exportPromise(-1, text),
                text -> session().importValue(1, new Value.StubValue(text)),
                text -> session().exportRejected(-1, new Value.PromiseValue(text)));
    }

    @ParameterizedTest
    @MethodSource
    void b10_name_withControlsOrUnpaired_isRefused(Function<String, SnapshotBuilder> place) {
        badTexts(true).forEach(text -> assertRefused(place.apply(text).build(), " "));
        assertPasses(place.apply("\ud83d\ude00 \u00a0 ok").build());
    }

    @Test
    void emptyTexts_whereSomethingIsNamed_areRefused() {
        assertRefused(SessionSnapshot.builder("", NOW).build(), "session id");
        assertRefused(session().importStub(1, "").build(), "reference");
        assertRefused(session().exportPromise(-1, "").build(), "reference");
        assertRefused(session().importValue(1, new Value.StubValue("")).build(), "reference");
        assertPasses(session().variable("", Value.of("")).capability("").build());
    }

    @Test
    void references_inVariables_areRefusedAndInTablesPass() {
        for (Value reference : List.of(new Value.StubValue("r"), new Value.PromiseValue("r"))) {
            for (Value value : List.of(
                    reference,
                    Value.array(reference),
                    new Value.ObjectValue(Map.of("a", reference)),
                    errorWith(Map.of("a", Value.array(reference))))) {
                assertRefused(session().variable("v", value).build(), "tables");
                assertPasses(session()
                        .importValue(1, value)
                        .exportValue(-1, value)
                        .exportRejected(-2, value)
                        .build());
            }
        }
    }

    /** A kind that is added without a check fails here, and is never taken unchecked. */
    @Test
    void kinds_ofEntries_areAllChecked() {
        Value bad = Value.of("\ud83d");
        List<ImportValue> imports =
                List.of(new ImportValue.Resolved(bad), new ImportValue.Stub(""), new ImportValue.Promise(""));
        List<ExportValue> exports = List.of(
                new ExportValue.Resolved(bad),
                new ExportValue.Rejected(bad),
                new ExportValue.Stub(""),
                new ExportValue.Promise("", false));
        assertEquals(
                EnumSet.allOf(ImportValue.Kind.class),
                imports.stream().map(ImportValue::kind).collect(Collectors.toSet()));
        assertEquals(
                EnumSet.allOf(ExportValue.Kind.class),
                exports.stream().map(ExportValue::kind).collect(Collectors.toSet()));
        for (ImportValue each : imports) {
            assertThrows(IllegalArgumentException.class, () -> SnapshotLimits.DEFAULT.check(each));
            assertRefused(session().importEntry(1, each, 1).build(), "");
        }
        for (ExportValue each : exports) {
            assertThrows(IllegalArgumentException.class, () -> SnapshotLimits.DEFAULT.check(each));
            assertRefused(session().exportEntry(-1, each, 1).build(), "");
        }
    }

    /** Cap'n Web's messages take longer ones, which a call may have as its argument. */
    @Test
    void bigInteger_of8192Bits_passesAndOneMore_isRefused() {
        BigInteger most = BigInteger.ONE.shiftLeft(8_192).subtract(BigInteger.ONE);
        for (BigInteger passes : List.of(most, most.not())) {
            assertPasses(session().variable("v", Value.of(passes)).build());
        }
        for (BigInteger refused : List.of(most.add(BigInteger.ONE), most.not().subtract(BigInteger.ONE))) {
            Value value = Value.of(refused);
            assertRefused(session().variable("v", value).build(), "8192 bits");
            assertRefused(session().variable("v", Value.array(value)).build(), "8192 bits");
            assertRefused(
                    session()
                            .exportEntry(-1, new ExportValue.Resolved(value), 1)
                            .build(),
                    "8192 bits");
        }
    }

    @Test
    void parts_byThemselves_areCheckedAsInASnapshot() {
        SnapshotLimits limits = SnapshotLimits.DEFAULT;
        limits.check(new ImportValue.Stub("r"));
        limits.check(new ExportValue.Resolved(new Value.StubValue("r")));
        limits.checkVariable("v", Value.NULL);
        limits.checkCapability("c");
        for (Executable refused : List.<Executable>of(
                () -> limits.checkVariable("v\n", Value.NULL),
                () -> limits.checkVariable("v", new Value.StubValue("r")),
                () -> limits.checkVariable("v", headers(1_001)),
                () -> limits.checkCapability("c".repeat(257)))) {
            assertThrows(IllegalArgumentException.class, refused);
        }
    }
}
