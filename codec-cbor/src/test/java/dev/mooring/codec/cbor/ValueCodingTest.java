package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.api.spi.SnapshotFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each kind of value, in both directions. */
class ValueCodingTest {
    private static final CborSnapshotCodec CODEC = new CborSnapshotCodec();

    @ParameterizedTest(name = "{0}")
    @MethodSource({"scalars", "floats", "bigIntegers", "dates", "objects"})
    void value_encoded_hasExactlyTheseBytesAndReadsBack(String bytes, Value value) throws SnapshotFormatException {
        byte[] document = Documents.withVariable(bytes);
        assertEquals(
                Documents.hex(document),
                Documents.hex(
                        CODEC.encode(Documents.snapshot().variable("x", value).build())));
        assertEquals(value, Documents.variable(document));
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                arguments("f6", Value.NULL),
                arguments("f7", Value.UNDEFINED),
                arguments("f4", Value.of(false)),
                arguments("f5", Value.of(true)),
                arguments("00", Value.of(0)),
                arguments("17", Value.of(23)),
                arguments("1818", Value.of(24)),
                arguments("18ff", Value.of(255)),
                arguments("190100", Value.of(256)),
                arguments("19ffff", Value.of(65_535)),
                arguments("1a00010000", Value.of(65_536)),
                arguments("1affffffff", Value.of(0xffff_ffffL)),
                arguments("1b0000000100000000", Value.of(0x1_0000_0000L)),
                arguments("1b001fffffffffffff", Value.of(Value.MAX_INTEGER)),
                arguments("20", Value.of(-1)),
                arguments("37", Value.of(-24)),
                arguments("3818", Value.of(-25)),
                arguments("3affffffff", Value.of(-0x1_0000_0000L)),
                arguments("3b0000000100000000", Value.of(-0x1_0000_0001L)),
                arguments("3b001ffffffffffffe", Value.of(-Value.MAX_INTEGER)),
                arguments("60", Value.of("")),
                arguments("6161", Value.of("a")),
                arguments("62c3bc", Value.of("ü")),
                arguments("617f", Value.of("\u007f")),
                arguments("62c280", Value.of("\u0080")),
                arguments("64f09f9880", Value.of("\ud83d\ude00")),
                arguments("61 00", Value.of("\0")),
                arguments("40", Value.of(new byte[0])),
                arguments("4301 02 ff", Value.of(new byte[] {1, 2, -1})));
    }

    static Stream<Arguments> floats() {
        return Stream.of(
                arguments("f90000", Value.of(0.0)),
                arguments("f98000", Value.of(-0.0)),
                arguments("f93c00", Value.of(1.0)),
                arguments("f9c400", Value.of(-4.0)),
                arguments("f97bff", Value.of(65504.0)),
                arguments("fa47800000", Value.of(65536.0)),
                arguments("f90001", Value.of(0x1p-24)),
                arguments("fa33000000", Value.of(0x1p-25)),
                arguments("f903ff", Value.of(0x3ffp-24)),
                arguments("fa33c00000", Value.of(0x3p-25)),
                arguments("f90400", Value.of(0x1p-14)),
                arguments("fa7f7fffff", Value.of(3.4028234663852886e+38)),
                arguments("fa00000001", Value.of((double) Float.MIN_VALUE)),
                arguments("fb7e37e43c8800759c", Value.of(1.0e+300)),
                arguments("fb3ff199999999999a", Value.of(1.1)),
                arguments("fb0000000000000001", Value.of(Double.MIN_VALUE)),
                arguments("f97e00", Value.of(Double.NaN)),
                arguments("f97c00", Value.of(Double.POSITIVE_INFINITY)),
                arguments("f9fc00", Value.of(Double.NEGATIVE_INFINITY)),
                // integral doubles stay floats, however large
                arguments("fb4340000000000001", Value.of(9007199254740994.0)));
    }

    static Stream<Arguments> bigIntegers() {
        BigInteger most =
                BigInteger.TWO.pow(Value.BigIntegerValue.MAX_SNAPSHOT_BITS).subtract(BigInteger.ONE);
        return Stream.of(
                arguments("c240", Value.of(BigInteger.ZERO)),
                arguments("c340", Value.of(BigInteger.ONE.negate())),
                arguments("c24101", Value.of(BigInteger.ONE)),
                arguments("c24105", Value.of(BigInteger.valueOf(5))),
                arguments("c34101", Value.of(BigInteger.TWO.negate())),
                arguments("c24180", Value.of(BigInteger.valueOf(128))),
                arguments("c3417f", Value.of(BigInteger.valueOf(-128))),
                arguments("c3420100", Value.of(BigInteger.valueOf(-257))),
                arguments("c249010000000000000000", Value.of(BigInteger.TWO.pow(64))),
                arguments(
                        "c349010000000000000000",
                        Value.of(BigInteger.TWO.pow(64).not())),
                arguments("c2590400" + "ff".repeat(1024), Value.of(most)),
                arguments("c3590400" + "ff".repeat(1024), Value.of(most.not())));
    }

    static Stream<Arguments> dates() {
        return Stream.of(
                arguments("c100", date(0)),
                arguments("c1 1a514b67b0", date(1_363_896_240_000L)),
                arguments("c1 fb41d452d9ec200000", date(1_363_896_240_500L)),
                arguments("c1 20", date(-1_000)),
                arguments("c1 f93800", date(500)),
                arguments("c1 f9b800", date(-500)),
                arguments("c1 fb3f50624dd2f1a9fc", date(1)),
                arguments("c1 1b000007dba8218000", date(DateValue.MAX_EPOCH_MILLIS)),
                arguments("c1 3b000007dba8217fff", date(-DateValue.MAX_EPOCH_MILLIS)),
                // seconds times 1000 would round to a neighbour
                arguments("c1 fb4290000000000016", date(4_398_046_511_104_021L)),
                arguments("c1 fb429f6ea085ffffff", date(8_639_999_999_999_999L)),
                arguments("c1 f97e00", DateValue.INVALID));
    }

    private static Value date(long millis) {
        return new DateValue(OptionalLong.of(millis));
    }

    static Stream<Arguments> objects() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("b", Value.of(1));
        members.put("a", Value.UNDEFINED);
        return Stream.of(
                arguments("80", Value.array()),
                arguments("83 01 6161 f6", Value.array(Value.of(1), Value.of("a"), Value.NULL)),
                arguments("81 81 80", Value.array(Value.array(Value.array()))),
                arguments("a0", new ObjectValue(Map.of())),
                arguments("a2 6162 01 6161 f7", new ObjectValue(members)),
                arguments("d81b 83 656572726f72 6145 616d", Value.error("E", "m")),
                arguments("d81b 84 656572726f72 6145 616d 6173", new ErrorValue("E", "m", Optional.of("s"), Map.of())),
                arguments(
                        "d81b 85 656572726f72 6145 616d f6 a2 6162 01 6161 f7",
                        new ErrorValue("E", "m", Optional.empty(), members)),
                arguments(
                        "d81b 85 656572726f72 6145 616d 60 a1 6161 f6",
                        new ErrorValue("E", "m", Optional.of(""), Map.of("a", Value.NULL))),
                arguments("d81b 82 6375726c 63613a62", new Value.UrlValue("a:b")),
                arguments("d81b 82 6768656164657273 80", new HeadersValue(List.of())),
                arguments(
                        "d81b 82 6768656164657273 82 82 6161 6162 82 6161 60",
                        new HeadersValue(List.of(new HeadersValue.Field("a", "b"), new HeadersValue.Field("a", "")))),
                arguments("d81b 82 6473747562 6172", new Value.StubValue("r")),
                arguments("d81b 82 6770726f6d697365 6172", new Value.PromiseValue("r")));
    }

    @ParameterizedTest
    @EnumSource(value = ArrayKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UINT8")
    void arrayKind_encoded_namesItsClass(ArrayKind kind) throws SnapshotFormatException {
        BytesValue value = new BytesValue(new byte[8], kind);
        String className = kind.className();
        String bytes = "d81b 83 656279746573 48" + "00".repeat(8) + Integer.toHexString(0x60 + className.length())
                + Documents.hex(className.getBytes(StandardCharsets.US_ASCII));
        value_encoded_hasExactlyTheseBytesAndReadsBack(bytes, value);
    }

    @Test
    void object_readBack_keepsTheOrderOfItsKeys() throws SnapshotFormatException {
        ObjectValue object = (ObjectValue) Documents.variable(Documents.withVariable("a3 6162 01 6161 02 6163 03"));
        assertEquals(List.of("b", "a", "c"), new ArrayList<>(object.members().keySet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 24, 255, 256, 3_996, 3_997, 4_000, 15_999, 16_000, 65_535, 65_536, 300_000})
    void longTextAndKeyAndBytes_encoded_haveDefiniteLengths(int length) throws SnapshotFormatException {
        String ascii = "\u007f".repeat(length);
        for (String text : List.of(ascii, "ü".repeat(length), "€".repeat(length), ascii + "\u0080")) {
            Value value = Value.array(
                    Value.of(text), new ObjectValue(Map.of(text, Value.of(text.getBytes(StandardCharsets.UTF_8)))));
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            String content = Documents.hex(utf8);
            byte[] document = Documents.withVariable("82" + head(3, utf8.length) + content + "a1" + head(3, utf8.length)
                    + content + head(2, utf8.length) + content);
            assertArrayEquals(
                    document,
                    CODEC.encode(Documents.snapshot().variable("x", value).build()));
            if (document.length <= 1_048_576) {
                assertEquals(value, Documents.variable(document));
            }
        }
    }

    private static String head(int major, int length) {
        int first = major << 5;
        return length < 24
                ? String.format("%02x", first + length)
                : length < 256
                        ? String.format("%02x%02x", first + 24, length)
                        : length < 65_536
                                ? String.format("%02x%04x", first + 25, length)
                                : String.format("%02x%08x", first + 26, length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void unpairedSurrogate_anywhere_isRefusedWithoutShowingIt(String text) {
        List<Value> values = List.of(
                Value.of(text),
                Value.of("x".repeat(4_000) + text),
                new ObjectValue(Map.of(text, Value.NULL)),
                new ObjectValue(Map.of("x".repeat(4_000) + text, Value.NULL)),
                new Value.UrlValue(text),
                Value.error(text, ""),
                new HeadersValue(List.of(new HeadersValue.Field("", text))),
                new Value.StubValue(text));
        for (Value value : values) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> CODEC.encode(Documents.snapshot().variable("x", value).build()));
            assertEquals(0, refusal.getSuppressed().length);
            assertEquals(-1, refusal.getMessage().indexOf(text));
        }
    }

    @Test
    void value_deeperThanCanBeAllowed_isNotWritten() {
        Value deep = Value.NULL;
        for (int i = 0; i < 500; i++) {
            deep = Value.array(deep);
        }
        Value tooDeep = deep;
        assertThrows(
                IllegalArgumentException.class,
                () -> CODEC.encode(Documents.snapshot().variable("x", tooDeep).build()));
    }
}
