package dev.mooring.codec.json.dos;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.Documents;
import dev.mooring.codec.json.JsonSnapshotCodec;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section I of the attacks: each is refused by a bound or a rule of ours, and shows nothing of what it held. */
class HostileDocumentTest {
    private static final SnapshotLimits LARGE =
            SnapshotLimits.builder().maxPayloadBytes(16 * 1_048_576).build();
    private static final SnapshotLimits DEEP =
            SnapshotLimits.builder().maxDepth(SnapshotLimits.GREATEST_DEPTH).build();

    private static String refusal(String variable) {
        return Documents.refusal(Documents.withVariable(variable), LARGE);
    }

    private static String nested(String open, int levels, String close) {
        return open.repeat(levels - 1) + "0" + close.repeat(levels - 1);
    }

    static Stream<Arguments> nestings() {
        return Stream.of(
                arguments("arrays", "[[", "]]"),
                arguments("objects", "{\"a\":", "}"),
                arguments("errors", "[\"error\",\"\",\"\",null,{\"a\":", "}]"));
    }

    @ParameterizedTest(name = "I02 {0}")
    @MethodSource("nestings")
    void depth_atAndOverTheLimit_isReadAndRefused(String what, String open, String close) {
        assertDoesNotThrow(() -> Documents.read(nested(open, 64, close)));
        for (int levels : new int[] {65, 501, 1_001, 100_000}) {
            assertTrue(refusal(nested(open, levels, close)).contains("maxDepth"), levels + " levels");
        }
        assertTrue(refusal(open.repeat(100_000)).contains("maxDepth"), "never closed");
        byte[] deepest = Documents.withVariable(nested(open, SnapshotLimits.GREATEST_DEPTH, close));
        assertDoesNotThrow(() -> new JsonSnapshotCodec().decode(deepest, DEEP));
        byte[] deeper = Documents.withVariable(nested(open, SnapshotLimits.GREATEST_DEPTH + 1, close));
        assertTrue(Documents.refusal(deeper, DEEP).contains("maxDepth"));
    }

    @Test
    void I02_brackets_withoutValues_areRefused() {
        refusal("[".repeat(100_000));
        refusal("{".repeat(100_000));
        Documents.refusal("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), LARGE);
    }

    @Test
    void I02_depth_whenWriting_isBounded() {
        Value deepest = Value.NULL;
        for (int level = 1; level < SnapshotLimits.GREATEST_DEPTH; level++) {
            deepest = level % 2 == 0 ? Value.array(deepest) : new Value.ObjectValue(Map.of("a", deepest));
        }
        SessionSnapshot bearable = SessionSnapshot.builder("s", Instant.EPOCH)
                .importValue(1, deepest)
                .build();
        assertDoesNotThrow(() ->
                assertEquals(bearable, new JsonSnapshotCodec().decode(new JsonSnapshotCodec().encode(bearable), DEEP)));
        SessionSnapshot tooDeep = SessionSnapshot.builder("s", Instant.EPOCH)
                .importValue(1, Value.array(deepest))
                .build();
        assertThrows(IllegalArgumentException.class, () -> new JsonSnapshotCodec().encode(tooDeep));
    }

    @Test
    void I03_payload_overTheLimit_isRefusedUnread() {
        byte[] document = Documents.withVariable("0");
        SnapshotLimits exact =
                SnapshotLimits.builder().maxPayloadBytes(document.length).build();
        assertDoesNotThrow(() -> new JsonSnapshotCodec().decode(document, exact));
        SnapshotLimits less =
                SnapshotLimits.builder().maxPayloadBytes(document.length - 1).build();
        assertTrue(Documents.refusal(document, less).contains("maxPayloadBytes"));
    }

    static Stream<Arguments> oneTooMany() {
        String chars = "c".repeat(1_025);
        return Stream.of(
                arguments("maxTableEntries", "\"imports\":{}", "\"imports\":" + object(10_001, "{\"stub\":\"r\"}")),
                arguments("maxTableEntries", "\"exports\":{}", "\"exports\":" + object(10_001, "{\"stub\":\"r\"}")),
                arguments("maxVariables", "\"variables\":{}", "\"variables\":" + object(1_001, "0")),
                arguments("maxCapabilities", "\"capabilities\":[]", "\"capabilities\":" + array(1_001, "\"c\"")),
                arguments("maxNameChars", "\"capabilities\":[]", "\"capabilities\":[\"" + "c".repeat(257) + "\"]"),
                arguments("maxNameChars", "\"variables\":{}", "\"variables\":{\"" + "c".repeat(257) + "\":0}"),
                arguments("maxReferenceChars", "\"imports\":{}", "\"imports\":{\"1\":{\"stub\":\"" + chars + "\"}}"),
                arguments("maxReferenceChars", "\"exports\":{}", "\"exports\":{\"1\":{\"promise\":\"" + chars + "\"}}"),
                arguments(
                        "maxReferenceChars", "\"variables\":{}", "\"variables\":{\"x\":[\"stub\",\"" + chars + "\"]}"),
                arguments("maxSessionIdBytes", "\"sessionId\":\"s\"", "\"sessionId\":\"" + "s".repeat(257) + "\""),
                arguments("maxSessionIdBytes", "\"sessionId\":\"s\"", "\"sessionId\":\"" + "é".repeat(129) + "\""),
                arguments("maxArrayElements", "\"variables\":{}", "\"variables\":{\"x\":[" + array(1_001, "0") + "]}"),
                arguments(
                        "maxArrayElements",
                        "\"variables\":{}",
                        "\"variables\":{\"x\":[\"headers\"," + array(1_001, "[\"a\",\"b\"]") + "]}"),
                arguments(
                        "maxValues", "\"variables\":{}", "\"variables\":" + object(51, "[" + array(1_000, "0") + "]")),
                arguments("maxObjectEntries", "\"variables\":{}", "\"variables\":{\"x\":" + object(101, "0") + "}"),
                arguments(
                        "maxObjectEntries",
                        "\"variables\":{}",
                        "\"variables\":{\"x\":[\"error\",\"\",\"\",null," + object(101, "0") + "]}"));
    }

    private static String object(int entries, String value) {
        return IntStream.rangeClosed(1, entries)
                .mapToObj(i -> "\"" + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(int elements, String value) {
        return IntStream.range(0, elements).mapToObj(i -> value).collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("oneTooMany")
    void limit_oneTooMany_isRefusedByName(String limit, String part, String replacement) {
        byte[] document = Documents.replacing(part, replacement).getBytes(StandardCharsets.UTF_8);
        assertTrue(Documents.refusal(document, LARGE).contains(limit));
    }

    @Test
    void limits_exactlyMet_areRead() {
        String variables =
                "{\"" + "n".repeat(256) + "\":[" + array(1_000, "0") + "],\"o\":" + object(100, "0") + ",\"e\":"
                        + "[\"error\",\"\",\"\",null," + object(100, "0") + "],\"h\":[\"headers\","
                        + array(1_000, "[\"a\",\"b\"]") + "],\"r\":[\"stub\",\"" + "r".repeat(1_024) + "\"]}";
        String document = Documents.replacing("\"variables\":{}", "\"variables\":" + variables)
                .replace("\"sessionId\":\"s\"", "\"sessionId\":\"" + "é".repeat(128) + "\"")
                .replace("\"nextPositiveId\":10", "\"nextPositiveId\":10001")
                .replace("\"imports\":{}", "\"imports\":" + object(10_000, "{\"stub\":\"r\"}"))
                .replace("\"capabilities\":[]", "\"capabilities\":" + array(1_000, "\"" + "c".repeat(256) + "\""));
        assertDoesNotThrow(() -> new JsonSnapshotCodec().decode(document.getBytes(StandardCharsets.UTF_8), LARGE));
    }

    /** Not ours to bound beside the payload: Jackson's own bounds for texts and names must not be met first. */
    @Test
    void text_asLongAsThePayload_isRead() {
        String text = "t".repeat(15_000_000);
        assertDoesNotThrow(() -> new JsonSnapshotCodec().decode(Documents.withVariable("\"" + text + "\""), LARGE));
        assertDoesNotThrow(() -> new JsonSnapshotCodec().decode(Documents.withVariable("{\"" + text + "\":0}"), LARGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "0",
                "\"\"",
                "[]",
                "[[]]",
                "{",
                "}",
                "{}{}",
                "nul",
                "\u0000",
                "\u00ac\u00ed\u0000\u0005sr",
                "<snapshot/>",
                "---\nv: 1\n",
                ":)\n"
            })
    void I11_I20_document_thatIsNoObject_isRefused(String document) {
        Documents.refusal(document.getBytes(StandardCharsets.UTF_8), LARGE);
        Documents.refusal(document.getBytes(StandardCharsets.ISO_8859_1), LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " x", "\u0000", ",", "]", "}", "//", "/**/", "null", "\ufeff"})
    void I10_whatFollowsTheDocument_isRefused(String rest) {
        String document = Documents.LEAST + rest;
        Documents.refusal(document.getBytes(StandardCharsets.UTF_8), LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "IBM1047", "ISO-8859-1"})
    void I12_otherEncodings_areRefused(String charset) {
        String document = Documents.replacing("\"sessionId\":\"s\"", "\"sessionId\":\"é\"");
        Documents.refusal(document.getBytes(Charset.forName(charset)), LARGE);
        Documents.refusal(("\ufeff" + document).getBytes(Charset.forName(charset)), LARGE);
    }

    @Test
    void I12_byteOrderMark_isRefused() {
        Documents.refusal(("\ufeff" + Documents.LEAST).getBytes(StandardCharsets.UTF_8), LARGE);
    }

    /** Names of equal hash code, "Aa" and "BB" in all combinations. */
    @Test
    void I15_collidingNames_areRefusedByCount() {
        String names = IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(name -> "\"" + name + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        assertTrue(refusal(names).contains("maxObjectEntries"));
        byte[] document = Documents.replacing("\"variables\":{}", "\"variables\":" + names)
                .getBytes(StandardCharsets.UTF_8);
        assertTrue(Documents.refusal(document, LARGE).contains("maxVariables"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/**/",
                "0//\n",
                "#\n0",
                "'a'",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "[[1,]]",
                "[[,1]]",
                "[[1 2]]",
                "{\"a\" 1}",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"a",
                "True",
                "undefined",
                "1 2",
                "\u00a00",
                "\u001e0"
            })
    void I17_whatIsNotJson_isRefused(String variable) {
        refusal(variable);
    }

    @Test
    void I21_refusal_whereverItIs_showsNoContent() {
        String canary = Documents.CANARY;
        for (String variable : new String[] {
            canary,
            "\"" + canary,
            "[\"" + canary + "\"]",
            "{\"" + canary + "\":" + canary,
            "\"\\" + canary + "\"",
            "[\"bigint\",\"" + canary + "\"]",
            "[\"bytes\",\"" + canary + "\"]",
            "[\"bytes\",\"\",\"" + canary + "\"]",
            "{\"" + canary + "\":0,\"" + canary + "\":0}",
            "[[0]" + canary,
            "\"" + canary + "\u0000\""
        }) {
            refusal(variable);
        }
        Documents.refusal(("{\"" + canary + "\":1}").getBytes(StandardCharsets.UTF_8), LARGE);
        Documents.refusal(
                Documents.replacing("\"imports\":{}", "\"imports\":{\"" + canary + "\":1}")
                        .getBytes(StandardCharsets.UTF_8),
                LARGE);
        Documents.refusal(
                Documents.replacing("\"imports\":{}", "\"imports\":{\"1\":{\"" + canary + "\":1}}")
                        .getBytes(StandardCharsets.UTF_8),
                LARGE);
    }

    @Test
    void document_everyTruncation_isRefused() {
        byte[] document = Documents.withVariable("{\"a\":[[1,2.5,\"é\"]],\"d\":[\"date\",null]}");
        for (int length = 0; length < document.length; length++) {
            Documents.refusal(Arrays.copyOf(document, length), LARGE);
        }
    }

    @Test
    void document_everyBitFlip_isReadOrRefused() {
        byte[] document =
                Documents.withVariable("{\"a\":[[1,2.5,\"é\\n\"]],\"d\":[\"date\",null],\"b\":[\"bytes\",\"AQ\"]}");
        for (int bit = 0; bit < document.length * 8; bit++) {
            document[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                new JsonSnapshotCodec().decode(document, SnapshotLimits.DEFAULT);
            } catch (SnapshotFormatException expected) {
                assertEquals(0, expected.getSuppressed().length);
            }
            document[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}
