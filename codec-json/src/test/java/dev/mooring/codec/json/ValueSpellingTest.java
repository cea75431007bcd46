package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSpellingTest {
    private static final BigInteger GREATEST =
            BigInteger.ONE.shiftLeft(Value.BigIntegerValue.MAX_SNAPSHOT_BITS).subtract(BigInteger.ONE);

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments(Value.NULL, "null"),
                arguments(Value.of(true), "true"),
                arguments(Value.of(false), "false"),
                arguments(Value.of(""), "\"\""),
                arguments(Value.of("é€😀\" \\ \n \u0001 \u007f/"), "\"é€😀\\\" \\\\ \\n \\u0001 \u007f/\""),
                arguments(Value.of(0), "0"),
                arguments(Value.of(-1), "-1"),
                arguments(Value.of(Value.MAX_INTEGER), "9007199254740991"),
                arguments(Value.of(-Value.MAX_INTEGER), "-9007199254740991"),
                arguments(Value.of(0.0), "0.0"),
                arguments(Value.of(-0.0), "-0.0"),
                arguments(Value.of(12.5), "12.5"),
                arguments(Value.of(1e21), "1.0E21"),
                arguments(Value.of(2e-3), "0.002"),
                arguments(Value.of(2.0E-3 / 3), "6.666666666666666E-4"),
                arguments(Value.of(9007199254740992.0), "9.007199254740992E15"),
                arguments(Value.of(Double.MIN_NORMAL), "2.2250738585072014E-308"),
                // JDK 18 and older have a longer text of their own for it
                arguments(Value.of(2e23), "2.0E23"),
                arguments(Value.of(Double.MIN_VALUE), "4.9E-324"),
                arguments(Value.of(Double.MAX_VALUE), "1.7976931348623157E308"),
                arguments(Value.of(Double.NaN), "[\"nan\"]"),
                arguments(Value.of(Double.POSITIVE_INFINITY), "[\"inf\"]"),
                arguments(Value.of(Double.NEGATIVE_INFINITY), "[\"-inf\"]"),
                arguments(Value.UNDEFINED, "[\"undefined\"]"),
                arguments(Value.of(BigInteger.ZERO), "[\"bigint\",\"0\"]"),
                arguments(Value.of(BigInteger.valueOf(-123)), "[\"bigint\",\"-123\"]"),
                arguments(Value.of(Value.MAX_INTEGER + 1), "[\"bigint\",\"9007199254740992\"]"),
                arguments(Value.of(GREATEST), "[\"bigint\",\"" + GREATEST + "\"]"),
                arguments(Value.of(GREATEST.not()), "[\"bigint\",\"" + GREATEST.not() + "\"]"),
                arguments(Value.of(new byte[0]), "[\"bytes\",\"\"]"),
                arguments(Value.of(new byte[] {1}), "[\"bytes\",\"AQ\"]"),
                arguments(Value.of(new byte[] {1, 2}), "[\"bytes\",\"AQI\"]"),
                arguments(Value.of(new byte[] {1, 2, -1}), "[\"bytes\",\"AQL/\"]"),
                arguments(
                        new BytesValue(new byte[] {0, 0, -128, 63}, ArrayKind.FLOAT32),
                        "[\"bytes\",\"AACAPw\",\"Float32Array\"]"),
                arguments(Value.of(Instant.EPOCH), "[\"date\",0]"),
                arguments(date(-DateValue.MAX_EPOCH_MILLIS), "[\"date\",-8640000000000000]"),
                arguments(date(DateValue.MAX_EPOCH_MILLIS), "[\"date\",8640000000000000]"),
                arguments(DateValue.INVALID, "[\"date\",null]"),
                arguments(Value.error("TypeError", "not a function"), "[\"error\",\"TypeError\",\"not a function\"]"),
                arguments(error(Optional.of("at x")), "[\"error\",\"E\",\"m\",\"at x\"]"),
                arguments(error(Optional.empty(), "code", Value.of(7)), "[\"error\",\"E\",\"m\",null,{\"code\":7}]"),
                arguments(
                        error(Optional.of(""), "cause", Value.error("E", "")),
                        "[\"error\",\"E\",\"m\",\"\",{\"cause\":[\"error\",\"E\",\"\"]}]"),
                arguments(new Value.UrlValue("https://x.example/?q=[1]"), "[\"url\",\"https://x.example/?q=[1]\"]"),
                arguments(new HeadersValue(List.of()), "[\"headers\",[]]"),
                arguments(
                        new HeadersValue(List.of(new HeadersValue.Field("a", "1"), new HeadersValue.Field("a", "2"))),
                        "[\"headers\",[[\"a\",\"1\"],[\"a\",\"2\"]]]"),
                arguments(Value.array(), "[[]]"),
                arguments(Value.array(Value.of("bigint"), Value.array(Value.NULL)), "[[\"bigint\",[[null]]]]"),
                arguments(new ObjectValue(Map.of()), "{}"),
                arguments(
                        object("z", Value.of(1), "__proto__", Value.of(2), "", Value.of(3), "é", Value.NULL),
                        "{\"z\":1,\"__proto__\":2,\"\":3,\"é\":null}"),
                arguments(new Value.StubValue("user:1"), "[\"stub\",\"user:1\"]"),
                arguments(new Value.PromiseValue("p"), "[\"promise\",\"p\"]"));
    }

    private static Value date(long millis) {
        return new DateValue(OptionalLong.of(millis));
    }

    private static Value error(Optional<String> stack, Object... properties) {
        return new ErrorValue("E", "m", stack, members(properties));
    }

    private static Value object(Object... members) {
        return new ObjectValue(members(members));
    }

    private static Map<String, Value> members(Object... namesAndValues) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return members;
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void value_whenWritten_hasItsOneSpelling(Value value, String json) {
        assertEquals(json, Documents.write(value));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void spelling_whenRead_isTheValue(Value value, String json) throws SnapshotFormatException {
        assertEquals(value, Documents.read(json));
    }

    @Test
    void objects_whenRead_keepTheirOrder() throws SnapshotFormatException {
        ObjectValue object = (ObjectValue) Documents.read("{\"b\":1,\"a\":2,\"10\":3,\"9\":4}");
        assertEquals(
                List.of("b", "a", "10", "9"), new ArrayList<>(object.members().keySet()));
    }

    static Stream<ArrayKind> namedArrayKinds() {
        return Arrays.stream(ArrayKind.values()).filter(kind -> kind != ArrayKind.UINT8);
    }

    @ParameterizedTest
    @MethodSource("namedArrayKinds")
    void bytesOfEveryKind_bothWays_areEqual(ArrayKind kind) throws SnapshotFormatException {
        Value value = new BytesValue(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, kind);
        String json = "[\"bytes\",\"AQIDBAUGBwg\",\"" + kind.className() + "\"]";
        assertEquals(json, Documents.write(value));
        assertEquals(value, Documents.read(json));
    }

    /** What JavaScript and people spell otherwise than we do. */
    static Stream<Arguments> otherNumbers() {
        return Stream.of(
                arguments("-0", Value.of(-0.0)),
                arguments("1.0", Value.of(1.0)),
                arguments("1e2", Value.of(100.0)),
                arguments("1E+2", Value.of(100.0)),
                arguments("1e+21", Value.of(1e21)),
                arguments("0.0000012345678901234567", Value.of(1.2345678901234567e-6)),
                arguments("1.2345678901234567e-300", Value.of(1.2345678901234567e-300)),
                arguments("9007199254740992", Value.of(9007199254740992.0)),
                arguments("-9007199254740993", Value.of(-9007199254740992.0)),
                arguments("18446744073709551616", Value.of(0x1p64)),
                arguments("123456789012345680000", Value.of(123456789012345680000.0)),
                arguments("9999999999999999999999999", Value.of(1e25)),
                arguments("-1.234567890123456789012E-99", Value.of(-1.234567890123456789012e-99)),
                arguments("1.2345678901234567890123e-99", Value.of(1.2345678901234567890123e-99)),
                arguments("1e-999", Value.of(0.0)),
                arguments("-1e-400", Value.of(-0.0)),
                arguments("123.456e-789", Value.of(0.0)));
    }

    @ParameterizedTest
    @MethodSource("otherNumbers")
    void number_spelledOtherwise_isRead(String json, Value value) throws SnapshotFormatException {
        assertEquals(value, Documents.read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // I04
                "123456789012345678901234567890123",
                "1.23456789012345678901234e-99",
                "10000000000000000000000000",
                "0.00000000000000000000000001",
                "1e00000000000000000000000001",
                "1e999999999",
                "-1e400",
                "1.8e308",
                // I17
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                ".5",
                "5.",
                "0x10",
                "1_000",
                "- 1"
            })
    void number_thatIsTooLongOrNoJson_isRefused(String json) {
        Documents.refusal(Documents.withVariable(json));
    }

    @Test
    void number_thousandDigits_isRefusedByTheBound() {
        assertTrue(Documents.refusal(Documents.withVariable("1".repeat(1_001))).contains("25"));
        assertTrue(Documents.refusal(Documents.withVariable("0." + "1".repeat(100_000)))
                .contains("25"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[5]",
                "[null]",
                "[{}]",
                "[true,1]",
                "[[],1]",
                "[[],[]]",
                "[\"\"]",
                "[\"unknown\",1]",
                "[\"Undefined\"]",
                "[\"undefined\",null]",
                "[\"nan\",0]",
                "[\"inf\",1]",
                "[\"-inf\",1]",
                "[\"+inf\"]",
                "[\"bigint\"]",
                "[\"bigint\",5]",
                "[\"bigint\",\"\"]",
                "[\"bigint\",\"-0\"]",
                "[\"bigint\",\"00\"]",
                "[\"bigint\",\"01\"]",
                "[\"bigint\",\"+1\"]",
                "[\"bigint\",\"0x10\"]",
                "[\"bigint\",\" 1\"]",
                "[\"bigint\",\"1\\n\"]",
                "[\"bigint\",\"1n\"]",
                "[\"bigint\",\"\u0661\"]",
                "[\"bigint\",\"1\",\"1\"]",
                "[\"bytes\"]",
                "[\"bytes\",5]",
                "[\"bytes\",\"AQ==\"]",
                "[\"bytes\",\"AQI=\"]",
                "[\"bytes\",\"AQIDBA==\"]",
                "[\"bytes\",\"=\"]",
                "[\"bytes\",\"====\"]",
                "[\"bytes\",\"AQID=\"]",
                "[\"bytes\",\"AQID====\"]",
                "[\"bytes\",\"A\"]",
                "[\"bytes\",\"AQIDB\"]",
                "[\"bytes\",\"AR\"]",
                "[\"bytes\",\"AQJ\"]",
                "[\"bytes\",\"_-AA\"]",
                "[\"bytes\",\"A Q\"]",
                "[\"bytes\",\"AQ\\n\"]",
                "[\"bytes\",\"AQ\",\"Uint8Array\"]",
                "[\"bytes\",\"AQ\",\"uint16Array\"]",
                "[\"bytes\",\"AQ\",\"Buffer\"]",
                "[\"bytes\",\"AQ\",null]",
                "[\"bytes\",\"AQ\",\"Uint16Array\"]",
                "[\"bytes\",\"AQIDBA\",\"Float64Array\"]",
                "[\"bytes\",\"AQI\",\"Int16Array\",1]",
                "[\"date\"]",
                "[\"date\",\"2026-01-01\"]",
                "[\"date\",1.5]",
                "[\"date\",1.7e12]",
                "[\"date\",-0]",
                "[\"date\",8640000000000001]",
                "[\"date\",-8640000000000001]",
                "[\"date\",9223372036854775807]",
                "[\"date\",0,0]",
                "[\"date\",true]",
                "[\"error\"]",
                "[\"error\",\"E\"]",
                "[\"error\",\"E\",5]",
                "[\"error\",5,\"m\"]",
                "[\"error\",\"E\",\"m\",null]",
                "[\"error\",\"E\",\"m\",5]",
                "[\"error\",\"E\",\"m\",{}]",
                "[\"error\",\"E\",\"m\",{\"a\":1}]",
                "[\"error\",\"E\",\"m\",null,null]",
                "[\"error\",\"E\",\"m\",null,{}]",
                "[\"error\",\"E\",\"m\",\"s\",{}]",
                "[\"error\",\"E\",\"m\",\"s\",[[]]]",
                "[\"error\",\"E\",\"m\",\"s\",{\"a\":1},1]",
                "[\"error\",\"E\",\"m\",\"s\",{\"a\":1,\"a\":1}]",
                "[\"url\"]",
                "[\"url\",null]",
                "[\"url\",\"a\",\"b\"]",
                "[\"headers\"]",
                "[\"headers\",{}]",
                "[\"headers\",[\"a\",\"b\"]]",
                "[\"headers\",[[\"a\"]]]",
                "[\"headers\",[[\"a\",1]]]",
                "[\"headers\",[[\"a\",\"b\",\"c\"]]]",
                "[\"headers\",[[]]]",
                "[\"headers\",[],1]",
                "[\"stub\"]",
                "[\"stub\",1]",
                "[\"stub\",\"r\",1]",
                "[\"promise\",null]",
                "[\"import\",1]",
                "[\"export\",1]",
                "[\"pipeline\",1,[]]",
                "[\"remap\",1,[],[],[]]",
                "[\"readable\",1]",
                "[\"writable\",1]"
            })
    void array_thatIsNoCanonicalValue_isRefused(String json) {
        Documents.refusal(Documents.withVariable(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"request\",\"https://x.example/\",{}]",
                "[\"response\",null,{}]",
                "[\"blob\",\"text/plain\",[\"readable\",1]]"
            })
    void streams_whenRead_areRefusedAsSuch(String json) {
        assertTrue(Documents.refusal(Documents.withVariable(json)).contains("streams"));
    }

    @Test
    void bigInteger_overItsBits_isRefused() {
        String tooBig = GREATEST.add(BigInteger.ONE).toString();
        assertTrue(Documents.refusal(Documents.withVariable("[\"bigint\",\"" + tooBig + "\"]"))
                .contains("8192"));
        Documents.refusal(Documents.withVariable("[\"bigint\",\"" + "1".repeat(1_000_000) + "\"]"));
    }

    /** B10: UTF-8 has no form for them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\uDBFFx\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\"\\ude00\\ud83d\"",
                "[\"url\",\"\\ud800\"]",
                "[\"error\",\"\\ud800\",\"m\"]",
                "[\"headers\",[[\"a\",\"\\udfff\"]]]",
                "[\"stub\",\"\\ud800\"]"
            })
    void unpairedSurrogate_whenRead_isRefused(String json) {
        assertTrue(Documents.refusal(Documents.withVariable(json)).contains("surrogate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83db", "\\ude00\\ud83d"})
    void unpairedSurrogate_inAKey_isRefused(String key) {
        Documents.refusal(Documents.withVariable("{\"" + key + "\":1}"));
    }

    /** Jackson takes them for the digits whose codes are their lowest eight bits. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\\u00\u0134\u0141", "\\\\\\u\u0130\u0130\u0130\u0130", "\\u00\ud844\ude32", "\\n\\u004\u0131"})
    void escape_withDigitsOfOtherScripts_isRefused(String text) {
        assertTrue(Documents.refusal(Documents.withVariable('"' + text + '"')).contains("escape"));
        Documents.refusal(Documents.withVariable("{\"" + text + "\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u00e9", "\\u00E9", "\u00e9"})
    void escape_ofEitherCaseOrNone_isTheSameText(String text) throws SnapshotFormatException {
        assertEquals(Value.of("a\u00e9\\u00"), Documents.read("\"a" + text + "\\\\u00\""));
    }

    @Test
    void surrogatePair_escaped_isRead() throws SnapshotFormatException {
        assertEquals(Value.of("😀"), Documents.read("\"\\ud83d\\uDE00\""));
        assertEquals(object("😀", Value.NULL), Documents.read("{\"\\ud83d\\uDE00\":null}"));
    }

    static Stream<Value> valuesWithUnpairedSurrogates() {
        return Stream.of("\ud800", "a\udc00", "\ud83dx", "\ude00\ud83d")
                .flatMap(text -> Stream.of(
                        Value.of(text),
                        object(text, Value.NULL),
                        Value.error(text, "m"),
                        Value.error("E", text),
                        error(Optional.of(text)),
                        error(Optional.empty(), text, Value.NULL),
                        new Value.UrlValue(text),
                        new HeadersValue(List.of(new HeadersValue.Field(text, ""))),
                        new HeadersValue(List.of(new HeadersValue.Field("", text))),
                        new Value.StubValue(text),
                        new Value.PromiseValue(text)));
    }

    @ParameterizedTest
    @MethodSource("valuesWithUnpairedSurrogates")
    void unpairedSurrogate_whenWritten_isRefused(Value value) {
        assertThrows(IllegalArgumentException.class, () -> Documents.write(value));
    }

    /** I19: names of classes are text, and nothing is made of them. */
    @ParameterizedTest
    @ValueSource(strings = {"@class", "@type", "java.util.HashMap", "__proto__", "constructor", "toString"})
    void typeNames_asData_areData(String name) throws SnapshotFormatException {
        Value value = object(name, Value.of(name));
        assertEquals(value, Documents.read("{\"" + name + "\":\"" + name + "\"}"));
        Documents.refusal(Documents.withVariable("[\"" + name + "\",{}]"));
    }

    @Test
    void text_invalidUtf8_isRefused() {
        for (int[] bytes : new int[][] {
            {0x80},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xc3},
            {0xe0, 0x80, 0x80},
            {0xed, 0xa0, 0x80},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xff}
        }) {
            byte[] json = "\"    \"".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                json[i + 1] = (byte) bytes[i];
            }
            assertTrue(Documents.refusal(Documents.withVariable(json)).contains("UTF-8"));
        }
    }
}
