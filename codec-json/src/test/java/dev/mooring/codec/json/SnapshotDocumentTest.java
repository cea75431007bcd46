package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotDocumentTest {
    private static final String FULL = """
            {"v":1,"sessionId":"s-é","createdAt":1767225600000,"lastActivity":1767225900001,"generation":2,"checkpoint":3,\
            "nextPositiveId":13,"nextNegativeId":-13,"nextPeerId":6,\
            "imports":{"1":{"stub":"svc:stub:00ab"},"2":{"promise":"p-7","refs":2},\
            "3":{"value":["date",1767225600000]},"-1":{"stub":"theirs"}},\
            "exports":{"5":{"stub":"pushed","refs":9007199254740991},"-1":{"stub":"user-profile:42"},\
            "-2":{"resolved":{"total":12.5}},"-3":{"rejected":["error","TypeError","not a function"]},\
            "-4":{"promise":"report:9","pulled":true},"-5":{"promise":"report:10","pulled":true,"refs":3},\
            "-6":{"promise":"report:11"}},\
            "variables":{"b":1,"cart":[["tea",2]],"seen":["undefined"]},\
            "maxAgeSeconds":3600,"capabilities":["calculator","a"]}""";

    private static SessionSnapshot full() {
        return SessionSnapshot.builder("s-é", Instant.ofEpochMilli(1767225600000L))
                .lastActivity(Instant.ofEpochMilli(1767225900001L))
                .generation(2)
                .checkpoint(3)
                .nextPositiveId(13)
                .nextNegativeId(-13)
                .importStub(-1, "theirs")
                .importStub(1, "svc:stub:00ab")
                .importEntry(2, new ImportValue.Promise("p-7"), 2)
                .importValue(3, Value.of(Instant.ofEpochMilli(1767225600000L)))
                .exportEntry(5, new ExportValue.Stub("pushed"), Value.MAX_INTEGER)
                .exportStub(-1, "user-profile:42")
                .exportValue(-2, new Value.ObjectValue(Map.of("total", Value.of(12.5))))
                .exportRejected(-3, Value.error("TypeError", "not a function"))
                .exportEntry(-4, new ExportValue.Promise("report:9", true), 1)
                .exportEntry(-5, new ExportValue.Promise("report:10", true), 3)
                .exportPromise(-6, "report:11")
                .variable("seen", Value.UNDEFINED)
                .variable("cart", Value.array(Value.of("tea"), Value.of(2)))
                .variable("b", Value.of(1))
                .maxAge(Duration.ofHours(1))
                .capability("calculator")
                .capability("a")
                .build();
    }

    @Test
    void snapshot_whenWritten_hasItsOneSpelling() {
        assertEquals(FULL, new String(new JsonSnapshotCodec().encode(full()), StandardCharsets.UTF_8));
    }

    @Test
    void document_whenRead_isTheSnapshot() throws SnapshotFormatException {
        SessionSnapshot read = Documents.decode(FULL);
        assertEquals(full(), read);
        assertEquals(
                List.of("b", "cart", "seen"), new ArrayList<>(read.variables().keySet()));
    }

    @Test
    void emptySnapshot_whenWritten_hasAllFields() {
        SessionSnapshot snapshot = SessionSnapshot.builder("s", Instant.ofEpochMilli(1767225600000L))
                .nextPositiveId(10)
                .nextNegativeId(-10)
                .nextPeerId(10)
                .build();
        assertEquals(Documents.LEAST, new String(new JsonSnapshotCodec().encode(snapshot), StandardCharsets.UTF_8));
    }

    @Test
    void whiteSpace_betweenTokens_isAllowed() throws SnapshotFormatException {
        assertEquals(full(), Documents.decode(" \n" + FULL.replace("{", "{\t ").replace(",\"", "\r\n, \"") + "\n "));
    }

    @Test
    void fields_inAnyOtherOrder_areRead() throws SnapshotFormatException {
        String moved =
                Documents.replacing(",\"capabilities\":[]", "").replace("\"v\":1,", "\"v\":1,\"capabilities\":[],");
        assertEquals(Documents.decode(Documents.LEAST), Documents.decode(moved));
    }

    @Test
    void defaults_spelledOut_areRead() throws SnapshotFormatException {
        TableEntry<ExportValue> entry = new TableEntry<>(new ExportValue.Promise("p", false), 1);
        String spelledOut = Documents.withExport("{\"refs\":1,\"pulled\":false,\"promise\":\"p\"}");
        assertEquals(entry, Documents.decode(spelledOut).exports().get(-1L));
    }

    /** Every field must be there, and once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v\":1,",
                "\"sessionId\":\"s\",",
                "\"createdAt\":1767225600000,",
                "\"lastActivity\":1767225600000,",
                "\"generation\":1,",
                "\"checkpoint\":1,",
                "\"nextPositiveId\":10,",
                "\"nextNegativeId\":-10,",
                "\"nextPeerId\":10,",
                "\"imports\":{},",
                "\"exports\":{},",
                "\"variables\":{},",
                "\"maxAgeSeconds\":86400,",
                ",\"capabilities\":[]"
            })
    void field_missingOrTwiceOrMisspelled_isRefused(String field) {
        Documents.refusal(Documents.replacing(field, ""));
        // I08
        Documents.refusal(Documents.replacing(field, field + field));
        // I09
        Documents.refusal(Documents.replacing(field, field.replaceFirst("\"[a-z]", "\"Z")));
        Documents.refusal(Documents.replacing(field, field.toUpperCase(Locale.ROOT)));
    }

    /** I07 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sessionId\":5",
                "\"sessionId\":null",
                "\"sessionId\":[[\"s\"]]",
                "\"createdAt\":\"1\"",
                "\"createdAt\":1.0",
                "\"lastActivity\":1e3",
                "\"lastActivity\":[\"date\",0]",
                "\"generation\":null",
                "\"checkpoint\":true",
                "\"nextPositiveId\":\"10\"",
                "\"nextNegativeId\":{}",
                "\"nextPeerId\":[10]",
                "\"imports\":null",
                "\"imports\":[]",
                "\"exports\":[[]]",
                "\"exports\":\"\"",
                "\"variables\":[]",
                "\"variables\":null",
                "\"maxAgeSeconds\":86400.0",
                "\"capabilities\":{}",
                "\"capabilities\":null",
                "\"capabilities\":\"a\"",
                "\"capabilities\":[[]]"
            })
    void field_ofAnotherKind_isRefused(String field) {
        String name = field.substring(0, field.indexOf(':') + 1);
        String document = Documents.LEAST;
        String changed = document.replaceFirst(name + "(-?[0-9]+|\"s\"|\\{\\}|\\[\\])", field.replace("\\", "\\\\"));
        assertTrue(changed.contains(field));
        Documents.refusal(changed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"createdAt\":-1",
                "\"createdAt\":8640000000000001",
                "\"createdAt\":9223372036854775807",
                "\"lastActivity\":-1",
                "\"generation\":0",
                "\"generation\":9007199254740992",
                "\"checkpoint\":0",
                "\"checkpoint\":-9223372036854775809",
                "\"nextPositiveId\":0",
                "\"nextPositiveId\":-0",
                "\"nextNegativeId\":0",
                "\"nextPeerId\":0",
                "\"maxAgeSeconds\":0",
                "\"maxAgeSeconds\":18446744073709551616"
            })
    void integer_outOfRange_isRefused(String field) {
        // I05
        String name = field.substring(0, field.indexOf(':') + 1);
        String document = Documents.LEAST.replaceFirst(name + "-?[0-9]+", field);
        assertTrue(document.contains(field));
        Documents.refusal(document);
    }

    /** In a document that lacks nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"vv\":1",
                "\"\":1",
                "\"V\":1",
                "\"sessionId\":\"s\",\"v\":1",
                "\"v\":0",
                "\"v\":-1",
                "\"v\":-0",
                "\"v\":1.0",
                "\"v\":2.0",
                "\"v\":1e1",
                "\"v\":\"2\"",
                "\"v\":null",
                "\"v\":-99999999999999999999999999999"
            })
    void version_notFirstOrNoVersion_isRefused(String version) {
        String first = "\"v\":1,\"sessionId\":\"s\"";
        Documents.refusal(
                Documents.replacing(first, version.startsWith("\"s") ? version : version + ",\"sessionId\":\"s\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"v\":1}", "{}"})
    void document_withoutFields_isRefused(String document) {
        Documents.refusal(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "9007199254740992", "9223372036854775808", "99999999999999999999999999999999"})
    void version_newer_isToldBeforeAnythingElse(String version) {
        byte[] document = ("{\"v\":" + version + ",\"sessionId\":5,,,").getBytes(StandardCharsets.UTF_8);
        SnapshotFormatException refused = assertThrows(
                SnapshotFormatException.class, () -> new JsonSnapshotCodec().decode(document, SnapshotLimits.DEFAULT));
        assertTrue(refused.isNewerVersion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"stub\"",
                "{\"stub\":null}",
                "{\"stub\":1}",
                "{\"stub\":\"a\",\"stub\":\"a\"}",
                "{\"stub\":\"a\",\"promise\":\"a\"}",
                "{\"stub\":\"a\",\"other\":1}",
                "{\"stub\":\"a\",\"refs\":0}",
                "{\"stub\":\"a\",\"refs\":-1}",
                "{\"stub\":\"a\",\"refs\":1.0}",
                "{\"stub\":\"a\",\"refs\":\"1\"}",
                "{\"stub\":\"a\",\"refs\":9007199254740992}",
                "{\"stub\":\"a\",\"refs\":1,\"refs\":1}",
                "{\"refs\":1}",
                "{\"stub\":\"a\",\"pulled\":false}",
                "{\"pulled\":true,\"stub\":\"a\"}",
                "{\"pulled\":true}"
            })
    void entry_thatIsNone_isRefused(String entry) {
        Documents.refusal(Documents.withImport(entry));
        Documents.refusal(Documents.withExport(entry));
    }

    @Test
    void entry_ofTheOtherTable_isRefused() {
        Documents.refusal(Documents.withImport("{\"resolved\":1}"));
        Documents.refusal(Documents.withImport("{\"rejected\":1}"));
        Documents.refusal(Documents.withImport("{\"promise\":\"p\",\"pulled\":false}"));
        Documents.refusal(Documents.withExport("{\"value\":1}"));
        Documents.refusal(Documents.withExport("{\"promise\":\"p\",\"pulled\":1}"));
        Documents.refusal(Documents.withExport("{\"promise\":\"p\",\"pulled\":true,\"pulled\":true}"));
        Documents.refusal(Documents.withExport("{\"resolved\":1,\"pulled\":true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-0",
                "+1",
                "01",
                "-01",
                " 1",
                "1 ",
                "1.0",
                "1e0",
                "a",
                "-",
                "--1",
                "\u0661",
                "1\\u0000",
                "9007199254740992",
                "-9007199254740992",
                "9223372036854775808",
                "99999999999999999999"
            })
    void tableKey_notCanonical_isRefused(String key) {
        Documents.refusal(Documents.replacing("\"imports\":{}", "\"imports\":{\"" + key + "\":{\"stub\":\"a\"}}"));
        Documents.refusal(Documents.replacing("\"exports\":{}", "\"exports\":{\"" + key + "\":{\"stub\":\"a\"}}"));
    }

    @Test
    void tableKey_atTheEnds_isRead() throws SnapshotFormatException {
        String document = Documents.replacing("\"imports\":{}", "\"imports\":{\"-9007199254740991\":{\"stub\":\"a\"}}");
        assertTrue(Documents.decode(document).imports().containsKey(-Value.MAX_INTEGER));
    }

    /** K01: the snapshot's own rule, told in its own words. */
    @Test
    void tableKey_beyondTheNextId_isRefused() {
        String document = Documents.replacing("\"imports\":{}", "\"imports\":{\"10\":{\"stub\":\"a\"}}");
        assertTrue(Documents.refusal(document).contains("10"));
    }

    /** I08: equal names, however they are escaped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"variables\":{\"a\":1,\"a\":1}",
                "\"variables\":{\"a\":1,\"\\u0061\":2}",
                "\"variables\":{\"x\":{\"a\":1,\"\\u0061\":2}}",
                "\"variables\":{\"x\":{\"\":1,\"b\":1,\"\":1}}",
                "\"variables\":{},\"\\u0076ariables\":{}"
            })
    void duplicateNames_everywhere_areRefused(String variables) {
        Documents.refusal(Documents.replacing("\"variables\":{}", variables));
    }

    @Test
    void duplicateIds_inTables_areRefused() {
        Documents.refusal(Documents.replacing(
                "\"exports\":{}", "\"exports\":{\"1\":{\"stub\":\"a\"},\"\\u0031\":{\"stub\":\"a\"}}"));
    }

    @Test
    void capabilities_thatAreNoTexts_areRefused() {
        for (String capability : List.of("1", "null", "[\"a\"]", "\"\\ud800\"", "\"a\",")) {
            Documents.refusal(Documents.replacing("\"capabilities\":[]", "\"capabilities\":[" + capability + "]"));
        }
    }

    @Test
    void unpairedSurrogates_outsideOfValues_areRefusedBothWays() {
        Documents.refusal(Documents.replacing("\"sessionId\":\"s\"", "\"sessionId\":\"\\ud800\""));
        Documents.refusal(Documents.replacing("\"variables\":{}", "\"variables\":{\"\\ud800\":1}"));
        Documents.refusal(Documents.withImport("{\"stub\":\"\\udc00\"}"));
        List<SessionSnapshot> snapshots = List.of(
                SessionSnapshot.builder("\ud800", Instant.EPOCH).build(),
                SessionSnapshot.builder("s", Instant.EPOCH)
                        .variable("\ud800", Value.NULL)
                        .build(),
                SessionSnapshot.builder("s", Instant.EPOCH).capability("\ud800").build(),
                SessionSnapshot.builder("s", Instant.EPOCH)
                        .importStub(1, "\udc00")
                        .build(),
                SessionSnapshot.builder("s", Instant.EPOCH)
                        .exportPromise(-1, "\udc00")
                        .build());
        for (SessionSnapshot snapshot : snapshots) {
            assertThrows(IllegalArgumentException.class, () -> new JsonSnapshotCodec().encode(snapshot));
        }
    }
}
