package dev.mooring.api.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    private static final long MAX = 9_007_199_254_740_991L;

    static Stream<Arguments> kind_ofEachValue_isItsOwn() {
        return Stream.of(
                Arguments.of(Value.Kind.NULL, Value.NULL),
                Arguments.of(Value.Kind.UNDEFINED, Value.UNDEFINED),
                Arguments.of(Value.Kind.BOOLEAN, Value.of(true)),
                Arguments.of(Value.Kind.INTEGER, Value.of(1)),
                Arguments.of(Value.Kind.DOUBLE, Value.of(1.0)),
                Arguments.of(Value.Kind.BIG_INTEGER, Value.of(BigInteger.ONE)),
                Arguments.of(Value.Kind.TEXT, Value.of("a")),
                Arguments.of(Value.Kind.BYTES, Value.of(new byte[1])),
                Arguments.of(Value.Kind.DATE, Value.of(Instant.EPOCH)),
                Arguments.of(Value.Kind.ERROR, Value.error("TypeError", "no")),
                Arguments.of(Value.Kind.URL, new Value.UrlValue("a:b")),
                Arguments.of(Value.Kind.HEADERS, new Value.HeadersValue(List.of())),
                Arguments.of(Value.Kind.ARRAY, Value.array()),
                Arguments.of(Value.Kind.OBJECT, new Value.ObjectValue(Map.of())),
                Arguments.of(Value.Kind.STUB, new Value.StubValue("a")),
                Arguments.of(Value.Kind.PROMISE, new Value.PromiseValue("a")));
    }

    @ParameterizedTest
    @MethodSource
    void kind_ofEachValue_isItsOwn(Value.Kind kind, Value value) {
        assertEquals(kind, value.kind());
    }

    @Test
    void boolean_isItself() {
        assertEquals(new Value.BooleanValue(true), Value.of(true));
        assertEquals(new Value.BooleanValue(false), Value.of(false));
    }

    @Test
    void kinds_areAllTried() {
        Set<Value.Kind> tried = EnumSet.noneOf(Value.Kind.class);
        kind_ofEachValue_isItsOwn().forEach(each -> tried.add((Value.Kind) each.get()[0]));
        assertEquals(EnumSet.allOf(Value.Kind.class), tried);
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX, -MAX, 0})
    void k12_long_thatJavaScriptHolds_isAnInteger(long value) {
        assertEquals(new Value.IntegerValue(value), Value.of(value));
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX + 1, -MAX - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void k12_long_beyond_isABigInteger(long value) {
        assertEquals(new Value.BigIntegerValue(BigInteger.valueOf(value)), Value.of(value));
        assertThrows(IllegalArgumentException.class, () -> new Value.IntegerValue(value));
    }

    @Test
    void bigInteger_of16384Digits_passesAndOneBitMore_isRefused() {
        BigInteger digits = BigInteger.TEN.pow(16_384).subtract(BigInteger.ONE);
        assertEquals(digits, ((Value.BigIntegerValue) Value.of(digits)).value());
        BigInteger most = BigInteger.ONE.shiftLeft(digits.bitLength()).subtract(BigInteger.ONE);
        assertEquals(most, ((Value.BigIntegerValue) Value.of(most)).value());
        assertEquals(Value.of(most.not()), Value.of(most.not()));
        assertThrows(IllegalArgumentException.class, () -> Value.of(most.add(BigInteger.ONE)));
        assertThrows(IllegalArgumentException.class, () -> Value.of(most.not().subtract(BigInteger.ONE)));
    }

    @Test
    void equality_ofDoubles_isThatOfTheirBits() {
        assertEquals(Value.of(Double.NaN), Value.of(Double.NaN));
        assertNotEquals(Value.of(0.0), Value.of(-0.0));
        assertNotEquals(Value.of(1.0), Value.of(1));
        assertNotEquals(Value.of(1), Value.of(BigInteger.ONE));
        assertNotEquals(Value.NULL, Value.UNDEFINED);
    }

    @Test
    void equality_ofBytes_isThatOfContentAndKind() {
        Value one = Value.of(new byte[] {1, 2});
        assertEquals(one, Value.of(new byte[] {1, 2}));
        assertEquals(one.hashCode(), Value.of(new byte[] {1, 2}).hashCode());
        assertNotEquals(one, Value.of(new byte[] {1, 3}));
        assertNotEquals(one.hashCode(), Value.of(new byte[] {1, 3}).hashCode());
        assertEquals("BytesValue[2 bytes, Uint8Array]", one.toString());
        assertNotEquals(one, new Value.BytesValue(new byte[] {1, 2}, ArrayKind.INT8));
        assertNotEquals(one, (Object) "bytes");
    }

    @Test
    void bytes_areCopiedInAndOut() {
        byte[] content = {1, 2};
        Value.BytesValue value = (Value.BytesValue) Value.of(content);
        content[0] = 9;
        value.content()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, value.content());
    }

    @ParameterizedTest
    @EnumSource
    void bytes_ofAKind_areAMultipleOfItsElement(ArrayKind kind) {
        for (int length = 0; length <= 16; length++) {
            byte[] content = new byte[length];
            if (length % kind.elementBytes() == 0) {
                assertEquals(kind, new Value.BytesValue(content, kind).arrayKind());
            } else {
                assertThrows(IllegalArgumentException.class, () -> new Value.BytesValue(content, kind));
            }
        }
        assertEquals(Optional.of(kind), ArrayKind.ofClassName(kind.className()));
    }

    @Test
    void arrayKind_ofNoClass_isEmpty() {
        assertEquals(Optional.empty(), ArrayKind.ofClassName("uint8array"));
        assertEquals(13, ArrayKind.values().length);
    }

    @Test
    void date_withinJavaScripts_passesAndBeyond_isRefused() {
        long most = 8_640_000_000_000_000L;
        assertEquals(new Value.DateValue(OptionalLong.of(most)), Value.of(Instant.ofEpochMilli(most)));
        assertEquals(new Value.DateValue(OptionalLong.of(-most)), Value.of(Instant.ofEpochMilli(-most)));
        for (Instant beyond :
                List.of(Instant.ofEpochMilli(most + 1), Instant.ofEpochMilli(-most - 1), Instant.MAX, Instant.MIN)) {
            assertThrows(IllegalArgumentException.class, () -> Value.of(beyond));
        }
        assertThrows(IllegalArgumentException.class, () -> new Value.DateValue(OptionalLong.of(most + 1)));
        assertEquals(OptionalLong.empty(), Value.DateValue.INVALID.epochMillis());
    }

    @Test
    void date_belowAMillisecond_isCutOff() {
        assertEquals(Value.of(Instant.ofEpochMilli(1)), Value.of(Instant.ofEpochSecond(0, 1_999_999)));
    }

    @Test
    void collections_areCopiedAndFixed() {
        List<Value> elements = new ArrayList<>(List.of(Value.NULL));
        Map<String, Value> members = new LinkedHashMap<>(Map.of("a", Value.NULL));
        List<Value.HeadersValue.Field> fields = new ArrayList<>(List.of(new Value.HeadersValue.Field("a", "b")));
        var array = new Value.ArrayValue(elements);
        var object = new Value.ObjectValue(members);
        var error = new Value.ErrorValue("T", "m", Optional.empty(), members);
        var headers = new Value.HeadersValue(fields);
        elements.clear();
        members.clear();
        fields.clear();
        assertEquals(1, array.elements().size());
        assertEquals(1, object.members().size());
        assertEquals(1, error.properties().size());
        assertEquals(1, headers.fields().size());
        assertThrows(UnsupportedOperationException.class, array.elements()::clear);
        assertThrows(UnsupportedOperationException.class, object.members()::clear);
        assertThrows(UnsupportedOperationException.class, error.properties()::clear);
        assertThrows(UnsupportedOperationException.class, headers.fields()::clear);
    }

    @Test
    void object_keepsItsOrder_whichEqualityIgnores() {
        Map<String, Value> zFirst = new LinkedHashMap<>();
        zFirst.put("z", Value.NULL);
        zFirst.put("a", Value.NULL);
        zFirst.put("__proto__", Value.NULL);
        var object = new Value.ObjectValue(zFirst);
        assertEquals(
                List.of("z", "a", "__proto__"), List.copyOf(object.members().keySet()));
        assertEquals(new Value.ObjectValue(Map.of("a", Value.NULL, "__proto__", Value.NULL, "z", Value.NULL)), object);
    }

    @Test
    void null_withinCollections_isRefused() {
        Map<String, Value> nullValue = new HashMap<>(Collections.singletonMap("a", null));
        Map<String, Value> nullKey = new HashMap<>(Collections.singletonMap(null, Value.NULL));
        for (Map<String, Value> map : List.of(nullValue, nullKey)) {
            assertThrows(NullPointerException.class, () -> new Value.ObjectValue(map));
            assertThrows(NullPointerException.class, () -> new Value.ErrorValue("T", "m", Optional.empty(), map));
        }
        assertThrows(NullPointerException.class, () -> new Value.ArrayValue(Arrays.asList(Value.NULL, null)));
    }

    @Test
    void from_plainData_isItsValue() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("none", null);
        map.put("list", List.of(true, (byte) 1, (short) 2, 3, 4L, 0.5f, 0.25, BigInteger.TEN, "t", Instant.EPOCH));
        map.put("bytes", new byte[] {1});
        map.put("value", Value.UNDEFINED);
        Map<String, Value> expected = new LinkedHashMap<>();
        expected.put("none", Value.NULL);
        expected.put(
                "list",
                Value.array(
                        Value.of(true),
                        Value.of(1),
                        Value.of(2),
                        Value.of(3),
                        Value.of(4),
                        Value.of(0.5),
                        Value.of(0.25),
                        Value.of(BigInteger.TEN),
                        Value.of("t"),
                        Value.of(Instant.EPOCH)));
        expected.put("bytes", Value.of(new byte[] {1}));
        expected.put("value", Value.UNDEFINED);
        assertEquals(new Value.ObjectValue(expected), Value.from(map));
        assertEquals(Value.NULL, Value.from(null));
    }

    static Stream<Arguments> from_anythingElse_isRefused() {
        return Stream.<Object>of(
                        'c',
                        new BigDecimal("1.5"),
                        new Object[0],
                        new int[0],
                        Path.of("a"),
                        Optional.empty(),
                        new StringBuilder("a"),
                        Map.of(1, "a"),
                        List.of(new Object()))
                .map(data -> Arguments.of(data));
    }

    @ParameterizedTest
    @MethodSource
    void from_anythingElse_isRefused(Object data) {
        assertThrows(IllegalArgumentException.class, () -> Value.from(data));
    }

    @Test
    void from_mapWithANullKey_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Value.from(Collections.singletonMap(null, "a")));
    }

    @Test
    void empties_ofOneKind_areOneObject() {
        assertSame(Value.of(""), Value.of(""));
        assertSame(Value.array(), Value.array(List.of()));
        assertSame(Value.array(), Value.from(List.of()));
        assertSame(Value.object(Map.of()), Value.from(Map.of()));
        assertSame(
                new Value.ObjectValue(new TreeMap<>()).members(),
                new Value.ErrorValue("", "", Optional.empty(), Map.of()).properties());
        assertEquals(new Value.ArrayValue(List.of()), Value.array());
        assertEquals(List.of(Value.NULL), ((Value.ArrayValue) Value.array(List.of(Value.NULL))).elements());
        assertEquals(Map.of("a", Value.NULL), ((Value.ObjectValue) Value.object(Map.of("a", Value.NULL))).members());
    }
}
