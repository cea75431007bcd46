package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are well-formed CBOR, and no snapshots. */
class RefusedDocumentsTest {
    private static final String FIRST = Documents.FIRST_FIELDS;
    private static final String LAST = Documents.LAST_FIELDS;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "tagged text, c06161",
        "tagged integer, c401",
        "tagged map, d81ba0",
        "two tags, c1c100",
        "date as text, c16161",
        "date as big integer, c1c24101",
        "date as bytes, c14101",
        "date with integral float, c1f93c00",
        "date with negative zero, c1f98000",
        "date with infinity, c1f97c00",
        "date not nearest to a millisecond, c1fb3f50624dd2f1a9fd",
        "date as single that is no millisecond, c1fa3f000001",
        "date a second too late, c11b000007dba8218001",
        "date a second too early, c13b000007dba8218000",
        "date a fraction too late, c1fb429f6ea100000001",
        "big integer as integer, c201",
        "big integer as text, c26131",
        "J08 big integer with a leading zero, c2420001",
        "J08 zero with content, c24100",
        "minus one with content, c34100",
        "J19 integer of 2^53, 1b0020000000000000",
        "J19 integer of -2^53, 3b001fffffffffffff",
        "J19 integer of 2^64-1, 1bffffffffffffffff",
        "J19 integer of -2^64, 3bffffffffffffffff",
        "J16 integer in two bytes, 1817",
        "J16 integer in three bytes, 1900ff",
        "J16 integer in five bytes, 1a0000ffff",
        "J16 integer in nine bytes, 1b00000000ffffffff",
        "J16 negative in two bytes, 3817",
        "J16 text length in two bytes, 780161",
        "J16 array length in two bytes, 9800",
        "J16 map length in two bytes, b800",
        "J16 tag in three bytes, d9001b826375726c6161",
        "J16 bytes of indefinite length, 5f4101ff",
        "J16 text of indefinite length, 7f6161ff",
        "J16 array of indefinite length, 9f01ff",
        "J16 map of indefinite length, bf616101ff",
        "single that is a half, fa3f800000",
        "single zero, fa00000000",
        "double that is a single, fb47efffffe0000000",
        "NaN with a payload, f97e01",
        "NaN with a sign, f9fe00",
        "signalling NaN, f97d00",
        "single NaN, fa7fc00000",
        "double NaN, fb7ff8000000000000",
        "J13 simple value 0, e0",
        "J13 simple value 19, f3",
        "J13 simple value 24 in two bytes, f818",
        "J13 simple value 20 in two bytes, f814",
        "J13 simple value 255, f8ff",
        "overlong slash, 62c0af",
        "overlong NUL, 62c080",
        "overlong three bytes, 63e0808f",
        "high surrogate, 63eda080",
        "surrogate pair, 66eda0bdedb880",
        "above U+10FFFF, 64f4908080",
        "lone continuation, 6180",
        "cut character, 61c3",
        "J11 object with integer key, a10102",
        "J11 object with byte-string key, a1416102",
        "J11 object with null key, a1f602",
        "J11 object with array key, a18002",
        "J10 object with a key twice, a2616101616102",
        "J10 object with keys alike, a2616101616101",
        "named object without name, d81b80",
        "named object with number as name, d81b8201 6161",
        "named object with tagged name, d81b82c1006161",
        "unknown named object, d81b8265626c6f62736161",
        "blob, d81b8264626c6f62 40",
        "name in capitals, d81b826355524c6161",
        "URL without href, d81b816375726c",
        "URL with more, d81b836375726c61616161",
        "J14 URL as bytes, d81b826375726c4161",
        "headers as map, d81b8267686561646572 73a0",
        "headers with one text, d81b826768656164657273 81 81 6161",
        "headers with three texts, d81b826768656164657273 81 83 6161 6161 6161",
        "headers with a number, d81b826768656164657273 81 82 6161 01",
        "headers with tagged field, d81b826768656164657273 81 d81b 82 6161 6161",
        "headers tagged within, d81b826768656164657273 d81b 80",
        "headers flat, d81b826768656164657273 82 6161 6161",
        "stub without reference, d81b816473747562",
        "stub with null, d81b826473747562f6",
        "J14 promise with bytes, d81b826770726f6d69736541aa",
        "bytes without kind, d81b826562797465734101",
        "bytes of kind Uint8Array, d81b8365627974657341016a55696e7438417272 6179",
        "bytes of unknown kind, d81b83656279746573410163466f6f",
        "bytes of a wrong length, d81b83656279746573 4101 6a496e743136417272 6179",
        "bytes as text, d81b8365627974657361016b41727261794275 66666572",
        "J13 bytes as undefined, d81b83656279746573f76b417272617942756666 6572",
        "bytes as null, d81b83656279746573f66b417272617942756666 6572",
        "bytes with more, d81b8465627974657341016b41727261794275 66666572 00",
        "error without message, d81b82656572726f726145",
        "error with null stack alone, d81b84656572726f726145616df6",
        "J13 error with undefined stack, d81b85656572726f726145616df7a1616101",
        "error with empty properties, d81b85656572726f726145616df6a0",
        "error with properties as array, d81b85656572726f726145616df680",
        "error with properties for stack, d81b84656572726f726145616da1616101",
        "error with properties twice, d81b86656572726f726145616df6a1616101a1616101",
        "J10 error with a property twice, d81b85656572726f726145616df6a2616101616102",
        "error with number as type, d81b83656572726f7201616d",
        "two items for one, 0101",
        "nothing for one, ''"
    })
    void value_spelledOtherwise_isRefused(String what, String value) {
        SnapshotFormatException refusal = Documents.assertRefused(Documents.withVariable(value));
        assertFalse(refusal.isNewerVersion(), what);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "empty table, a0",
        "array, 80",
        "tagged, d81ba1018201 6161",
        "J11 text key, a161318201 6161",
        "id zero, a1008201 6161",
        "J16 id spelled long, a118018201 6161",
        "J19 id too big, a11b00200000000000008201 6161",
        "id as big integer, a1c241018201 6161",
        "id as float, a1f93c008201 6161",
        "id as tagged integer, a1c1018201 6161",
        "J10 id twice, a2018201616101820161 62",
        "ids descending, a2028201616101820161 62",
        "negative first, a2208201616101820161 62",
        "entry of one, a1018101",
        "entry of none, a10180",
        "entry of four, a1018401616102 03",
        "entry as map, a101a0",
        "entry tagged, a101d81b82016161",
        "kind as text, a10182613161 61",
        "kind tagged, a10182c10161 61",
        "kind as big integer, a10182c2410161 61",
        "kind negative, a101822061 61",
        "kind unknown, a101820561 61",
        "kind far out, a101821b000000010000000061 61",
        "reference as number, a101820101",
        "J14 reference as bytes, a10182014161",
        "reference count 1, a10183016161 01",
        "reference count 0, a10183016161 00",
        "reference count negative, a10183016161 20",
        "reference count as float, a10183016161 f94000",
        "reference count as date, a10183016161 c102",
        "J08 reference count as big integer, a10183016161 c24102",
        "reference count null, a10183016161 f6",
        "reference count above 2^53, a101830161611b0020000000000000"
    })
    void table_spelledOtherwise_isRefused(String what, String table) {
        Documents.assertRefused(Documents.withImports(table));
        Documents.assertRefused(Documents.withExports(table));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void exportsKind_amongImports_isRefused(int kind) throws SnapshotFormatException {
        String table = "a1 01 82 0" + kind + " 6161";
        Documents.decode(Documents.withExports(table));
        Documents.assertRefused(Documents.withImports(table));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "not ascending, a2616201616101",
        "longer first, a262616101616201",
        "J10 twice, a2616101616101",
        "J11 integer key, a10101",
        "array, 80",
        "null, f6"
    })
    void variables_spelledOtherwise_areRefused(String what, String variables) {
        Documents.assertRefused(Documents.withVariables(variables));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000 016173", // version 0
                "016173 0001", // version not first
                "0001 0001 016173", // a key twice
                "0001 0141 73", // session id as bytes
                "0001 0101", // session id as integer
                "0001 016173 0200 0300 0401 0501 0601 0720", // next peer id missing
                "0001 016173 0200 0300 0401 0501 0601 0720 0800", // next peer id out of range
                "0001 016173 0220 0300 0401 0501 0601 0720 0801", // created before 1970
                "0001 016173 02c100 0300 0401 0501 0601 0720 0801", // a date for a time
                "0001 016173 02f90000 0300 0401 0501 0601 0720 0801", // a float for a time
                "0001 016173 02f7 0300 0401 0501 0601 0720 0801", // undefined for a time
                "0001 016173 02c24101 0300 0401 0501 0601 0720 0801", // a big integer for a time
                "613001 016173 0200 0300 0401 0501 0601 0720 0801", // a text key
                "0001 016173 0200 0300 0401 0501 0601 0720 0801 0aa0" // an empty table
            })
    void firstFields_otherThanFixed_areRefused(String fields) {
        for (int entries = 10; entries <= 14; entries++) {
            Documents.assertRefused(Documents.hex("a" + Integer.toHexString(entries), fields, "0ba0", LAST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0d80", // max age missing
                "0c190e10", // capabilities missing
                "0c00 0d80", // max age out of range
                "0c190e10 0da0", // capabilities as map
                "0c190e10 0dd81b80", // capabilities tagged
                "0c190e10 0d8101", // a capability as number
                "0c190e10 0d80 0e00", // an unknown field
                "0c190e10 0d80 2000", // an unknown negative field
                "0c190e10 0d80 20", // a negative key without a field
                "0d80 0c190e10" // the wrong order
            })
    void lastFields_otherThanFixed_areRefused(String fields) {
        for (int entries = 10; entries <= 14; entries++) {
            Documents.assertRefused(Documents.hex("a" + Integer.toHexString(entries), FIRST, "0ba0", fields));
        }
    }

    @Test
    void J16_documentBehindATag_isRefused() {
        Documents.assertRefused(Documents.hex("d9d9f7", Documents.hex(Documents.withVariable("01"))));
    }

    @Test
    void J18_longName_isRefusedAndALongKeyIsData() throws SnapshotFormatException {
        Documents.assertRefused(Documents.withVariables("a1790101" + "61".repeat(257) + "01"));
        Documents.decode(Documents.withVariables("a1790100" + "61".repeat(256) + "01"));
        Documents.decode(Documents.withVariable("a179ea60" + "61".repeat(60_000) + "01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "f6", "80", "6161", "ac"})
    void J17_documentFollowedByMore_isRefused(String more) {
        Documents.assertRefused(Documents.hex(Documents.hex(Documents.withVariable("01")), more));
    }

    @Test
    void message_neverShowsContent() {
        String secret = Documents.hex("canary".getBytes(StandardCharsets.UTF_8));
        for (String value : new String[] {
            "d81b82 66" + secret + " 6161", "a2 66" + secret + "01 66" + secret + "02", "82 66" + secret + "ff"
        }) {
            String message =
                    Documents.assertRefused(Documents.withVariable(value)).getMessage();
            assertEquals(-1, message.indexOf("canary"), message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "maxArrayElements, 83010203, 82010203",
        "maxArrayElements, d81b826768656164657273 83 82606082606082 6060, ''",
        "maxObjectEntries, a3616101616202616303, ''",
        "maxObjectEntries, d81b85656572726f726145616df6a3616101616202616303, ''",
        "maxValues, 82820102820102, ''",
        "maxValues, 82 d81b826768656164657273 82826060826060 8101, ''",
        "maxDepth, 81818180, ''",
        "maxDepth, 81a16161 d81b85656572726f726145616df6a1616101, ''",
        "maxReferenceChars, d81b8264737475626461626364, ''",
        "maxReferenceChars, d81b826770726f6d6973656461626364, ''"
    })
    void value_overALimit_isRefusedByItsName(String limit, String value) throws SnapshotFormatException {
        byte[] document = Documents.withVariable(value);
        SnapshotLimits narrow = SnapshotLimits.builder()
                .maxArrayElements(2)
                .maxObjectEntries(2)
                .maxDepth(3)
                .maxValues(5)
                .maxReferenceChars(3)
                .build();
        Documents.decode(document);
        String message = Documents.assertRefused(document, narrow).getMessage();
        assertTrue(message.contains(limit), message);
    }

    @Test
    void snapshot_overALimit_isRefusedByItsName() throws SnapshotFormatException {
        byte[] document = Documents.hex(
                "ae",
                FIRST.replace("016173", "01626173").replace("0601", "0604").replace("0720", "0723"),
                "09 a2 01 82 01 6161 02 82 02 63616263",
                "0a a2 20 82 01 6161 21 82 02 6162",
                "0b a2 6161 01 626162 02",
                "0c190e10 0d82 6161 626162");
        Documents.decode(document);
        assertOver(document, "maxPayloadBytes", SnapshotLimits.builder().maxPayloadBytes(document.length - 1));
        assertOver(document, "maxSessionIdBytes", SnapshotLimits.builder().maxSessionIdBytes(1));
        assertOver(document, "maxTableEntries", SnapshotLimits.builder().maxTableEntries(1));
        assertOver(document, "maxVariables", SnapshotLimits.builder().maxVariables(1));
        assertOver(document, "maxNameChars", SnapshotLimits.builder().maxNameChars(1));
        assertOver(document, "maxReferenceChars", SnapshotLimits.builder().maxReferenceChars(2));
        assertOver(document, "maxCapabilities", SnapshotLimits.builder().maxCapabilities(1));
    }

    private static void assertOver(byte[] document, String limit, SnapshotLimits.Builder limits) {
        String message = Documents.assertRefused(document, limits.build()).getMessage();
        assertTrue(message.contains(limit), message);
    }

    @Test
    void depth_atTheLimit_countsLevelsOfValues() throws SnapshotFormatException {
        Documents.decode(Documents.withVariable("81".repeat(63) + "80"));
        Documents.decode(Documents.withVariable("81".repeat(63) + "01"));
        Documents.assertRefused(Documents.withVariable("81".repeat(64) + "01"));
        String errorWithCause = "d81b85656572726f726145616df6a16163";
        Documents.decode(Documents.withVariable(errorWithCause.repeat(63) + "d81b82676865616465727381826060"));
        Documents.assertRefused(Documents.withVariable(errorWithCause.repeat(64) + "01"));
    }

    @Test
    void greatestDepth_inTheDeepestShape_isReadAndWritten() throws SnapshotFormatException {
        String errorWithCause = "d81b85656572726f726145616df6a16163";
        byte[] document = Documents.withVariable(errorWithCause.repeat(499) + "d81b82676865616465727381826060");
        SnapshotLimits limits =
                SnapshotLimits.builder().maxDepth(SnapshotLimits.GREATEST_DEPTH).build();
        CborSnapshotCodec codec = new CborSnapshotCodec();
        assertEquals(Documents.hex(document), Documents.hex(codec.encode(codec.decode(document, limits))));
        assertEquals(
                Value.Kind.ERROR,
                codec.decode(document, limits).variables().get("x").kind());
    }

    static Stream<UnaryOperator<Value>> oneLevelMore() {
        return Stream.of(
                Value::array,
                value -> new Value.ObjectValue(Map.of("a", value)),
                value -> new Value.ErrorValue("Error", "m", Optional.empty(), Map.of("a", value)));
    }

    @ParameterizedTest
    @MethodSource("oneLevelMore")
    void greatestDepth_whenWriting_isNotExceeded(UnaryOperator<Value> oneLevelMore) {
        Value deepest = Value.NULL;
        for (int level = 1; level < SnapshotLimits.GREATEST_DEPTH; level++) {
            deepest = oneLevelMore.apply(deepest);
        }
        CborSnapshotCodec codec = new CborSnapshotCodec();
        codec.encode(Documents.snapshot().variable("x", deepest).build());
        SessionSnapshot deeper =
                Documents.snapshot().variable("x", oneLevelMore.apply(deepest)).build();
        assertThrows(IllegalArgumentException.class, () -> codec.encode(deeper));
    }
}
