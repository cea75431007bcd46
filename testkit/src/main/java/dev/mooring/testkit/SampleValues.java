package dev.mooring.testkit;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.HeadersValue.Field;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.api.snapshot.Value.PromiseValue;
import dev.mooring.api.snapshot.Value.StubValue;
import dev.mooring.api.snapshot.Value.UrlValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Every kind of value at its edges. */
final class SampleValues {
    /** Longer than a page of any writer's buffer, in one, two, three and four bytes of UTF-8 per character. */
    private static final List<String> LETTERS = List.of("a", "ß", "語", "𝄞");

    private static final String ODD_TEXT =
            "\u0000\t\n\u001f\"\\/\u007f\u0080\u2028\ufeff\uffff€𐀀\udbff\udfff__proto__";

    private SampleValues() {}

    /** Values that may stand anywhere, variables included. */
    static List<Value> plain() {
        return Stream.of(simple(), numbers(), texts(), bytes(), dates(), webValues(), containers())
                .flatMap(values -> values)
                .toList();
    }

    /** Values that hold references, which may stand in tables only. */
    static List<Value> references() {
        Value stub = new StubValue("user-profile:42");
        Value promise = new PromiseValue("report \"9\"/𝄞");
        return List.of(
                stub,
                promise,
                Value.array(stub, Value.array(promise), stub),
                object("stub", stub, "promise", promise),
                new ErrorValue("Error", "m", Optional.empty(), Map.of("cause", stub)));
    }

    private static Stream<Value> simple() {
        return Stream.of(Value.NULL, Value.UNDEFINED, Value.of(true), Value.of(false));
    }

    private static Stream<Value> numbers() {
        Stream<Value> integers = LongStream.of(
                        0, 1, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295L, 4_294_967_296L, Value.MAX_INTEGER)
                .flatMap(number -> LongStream.of(number, -number, -number - 1))
                .filter(number -> number >= -Value.MAX_INTEGER)
                .mapToObj(Value::of);
        Stream<Value> doubles = DoubleStream.of(
                        0.0, 0.1, 0.5, 1.0, 1.5, 5.960464477539063e-8, 65_504, 65_505.5, 1e21, 1e300, 16_777_217.0)
                .flatMap(number -> DoubleStream.of(number, -number))
                .mapToObj(Value::of);
        Stream<Value> extremes = DoubleStream.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        Math.nextDown(Double.MIN_NORMAL),
                        Double.MAX_VALUE,
                        Float.MAX_VALUE,
                        Float.MIN_VALUE,
                        9_007_199_254_740_991.0,
                        9_007_199_254_740_992.0,
                        2.2250738585072011e-308)
                .mapToObj(Value::of);
        return Stream.of(integers, doubles, extremes, bigIntegers()).flatMap(values -> values);
    }

    private static Stream<Value> bigIntegers() {
        BigInteger greatest = BigInteger.ONE
                .shiftLeft(Value.BigIntegerValue.MAX_SNAPSHOT_BITS)
                .subtract(BigInteger.ONE);
        return Stream.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.valueOf(-1),
                        BigInteger.valueOf(127),
                        BigInteger.valueOf(-128),
                        BigInteger.valueOf(-256),
                        BigInteger.valueOf(Long.MAX_VALUE),
                        BigInteger.valueOf(Long.MIN_VALUE),
                        BigInteger.ONE.shiftLeft(64),
                        BigInteger.ONE.shiftLeft(64).negate(),
                        greatest,
                        greatest.negate(),
                        greatest.negate().subtract(BigInteger.ONE))
                .map(Value::of);
    }

    private static Stream<Value> texts() {
        Stream<String> lengths = IntStream.of(
                        1, 23, 24, 255, 256, 1_331, 1_332, 1_333, 3_996, 3_997, 4_000, 8_001, 16_384)
                .boxed()
                .flatMap(length -> LETTERS.stream().map(letter -> letter.repeat(length)));
        // astral characters that begin at an odd index straddle the ends of buffers
        Stream<String> straddling =
                IntStream.of(999, 1_999, 2_000, 3_999, 8_000).mapToObj(n -> "a" + "𝄞".repeat(n));
        return Stream.of(Stream.of("", ODD_TEXT, "1.0", "null", "a".repeat(65_536)), lengths, straddling)
                .flatMap(texts -> texts)
                .map(Value::of);
    }

    private static Stream<Value> bytes() {
        byte[] content = new byte[264];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        Stream<Value> kinds = Stream.of(BytesValue.ArrayKind.values())
                .flatMap(kind -> Stream.of(new BytesValue(new byte[0], kind), new BytesValue(content, kind)));
        Stream<Value> lengths = IntStream.of(1, 2, 3, 4, 5, 23, 24, 255, 256, 10_000)
                .mapToObj(length -> Value.of("x".repeat(length).getBytes(StandardCharsets.US_ASCII)));
        return Stream.concat(kinds, lengths);
    }

    private static Stream<Value> dates() {
        return Stream.concat(
                Stream.of(DateValue.INVALID),
                LongStream.of(
                                0,
                                1,
                                -1,
                                999,
                                1_000,
                                -1_000,
                                -1_001,
                                1_767_225_600_000L,
                                1_767_225_600_001L,
                                1_767_225_600_123L,
                                1_767_225_600_500L,
                                DateValue.MAX_EPOCH_MILLIS,
                                DateValue.MAX_EPOCH_MILLIS - 1,
                                -DateValue.MAX_EPOCH_MILLIS,
                                -DateValue.MAX_EPOCH_MILLIS + 1)
                        .mapToObj(millis -> new DateValue(OptionalLong.of(millis))));
    }

    private static Stream<Value> webValues() {
        Map<String, Value> properties = members("zeta", Value.of(1), "alpha", object("b", Value.NULL, "a", Value.NULL));
        return Stream.of(
                Value.error("", ""),
                Value.error("TypeError", "not a function"),
                Value.error(ODD_TEXT, ODD_TEXT),
                new ErrorValue("Error", "m", Optional.of(""), Map.of()),
                new ErrorValue("Error", "m", Optional.of("at a.js:1"), properties),
                new ErrorValue("Error", "m", Optional.empty(), properties),
                new UrlValue("https://example.com/a?b=c#d"),
                new UrlValue("https://example.com/|^{}"),
                new HeadersValue(List.of()),
                new HeadersValue(List.of(
                        new Field("set-cookie", "a=1"), new Field("set-cookie", "b=2"), new Field("x", ODD_TEXT))));
    }

    private static Stream<Value> containers() {
        return Stream.of(
                Value.array(),
                Value.array(Value.array(), Value.array(Value.array())),
                // an array whose first element looks like a spelling of something else
                Value.array(Value.of("date"), Value.of(1)),
                Value.array(Value.of("undefined")),
                Value.array(Value.array(Value.of("bytes"), Value.of("AQL/"))),
                new Value.ArrayValue(
                        IntStream.range(0, 1_000).mapToObj(Value::of).toList()),
                object(),
                object("zeta", Value.of(1), "alpha", Value.of(2), "mu", object("y", Value.NULL, "x", Value.NULL)),
                object("", Value.of(1), "__proto__", Value.of(2), "10", Value.of(3), "9", Value.of(4)),
                object(ODD_TEXT, Value.of(1), "toString", Value.UNDEFINED, "v", Value.of(2)),
                object("語".repeat(2_000), Value.of(1), "k".repeat(4_001), Value.of(2)));
    }

    private static Value object(Object... namesAndValues) {
        return new ObjectValue(members(namesAndValues));
    }

    private static Map<String, Value> members(Object... namesAndValues) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return members;
    }
}
