package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.sealed;
import static dev.mooring.it.attacks.Document.exports;
import static dev.mooring.it.attacks.Document.imports;
import static dev.mooring.it.attacks.Document.text;
import static dev.mooring.it.attacks.Document.variable;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SNAPSHOT;
import static dev.mooring.token.ResumeTokenException.Reason.UNSUPPORTED;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sections I, J and K: documents, spelled for both codecs, that are no snapshots, sealed with the right key. */
final class DocumentRows {
    /** A text that may be in no message, as JSON and as CBOR. */
    private static final String JSON = "\"" + Kit.TEXT + "\"";

    private static final String CBOR = text(Kit.TEXT);

    private DocumentRows() {}

    static Stream<Attack> all() {
        return Stream.of(spellings(), tables(), snapshots()).flatMap(rows -> rows);
    }

    /** A variable that is spelled as no codec spells one, or holds a value that none may hold. */
    private static Stream<Attack> spellings() {
        return Stream.of(
                document("I02", "deeper than 64 levels", nested(65), nested(501), nested(1_001), nested(10_000)),
                document("I02", "deep and never closed", variable("[".repeat(40_000), "81".repeat(40_000))),
                document(
                        "J05",
                        "deep objects",
                        variable("{\"a\":".repeat(7_000) + "0" + "}".repeat(7_000), "a16161".repeat(7_000) + "00")),
                document(
                        "I04",
                        "huge numbers",
                        variable("9".repeat(33), "1b0020000000000000"),
                        variable("1e999999999", "fb7ff8000000000001"),
                        variable("-" + "9".repeat(1_001), "3bffffffffffffffff"),
                        variable("[\"bigint\",\"" + "9".repeat(9_000) + "\"]", "c2590402" + "ff".repeat(1_026))),
                document(
                        "J08",
                        "big integers in other spellings",
                        variable("[\"bigint\",\"-0\"]", "c34100"),
                        variable("[\"bigint\",\"007\"]", "c2420007"),
                        variable("[\"bigint\",\"" + Kit.TEXT + "\"]", "c2" + CBOR)),
                document(
                        "I08",
                        "key that comes twice",
                        variable("{" + JSON + ":1," + JSON + ":2}", "a2" + CBOR + "01" + CBOR + "02"),
                        variable("{\"a\":1,\"\\u0061\":2}", "a2616101616102")),
                document(
                        "J11",
                        "keys that are no texts",
                        variable("{1:2}", "a10102"),
                        variable("{null:2}", "a1f602"),
                        variable("{[]:2}", "a18002"),
                        variable("{'" + Kit.TEXT + "':2}", "a1415802")),
                document(
                        "I17",
                        "spellings that nobody writes",
                        variable("NaN", "f97e01"),
                        variable("+1", "1817"),
                        variable("01", "1800"),
                        variable("[[1,]]", "9f01ff"),
                        variable("'" + Kit.TEXT + "'", "7f" + CBOR + "ff"),
                        variable("/* " + Kit.TEXT + " */1", "d9d9f700"),
                        variable("True", "f8ff"),
                        variable("0x10", "e5")),
                document(
                        "B10",
                        "half of a surrogate pair",
                        variable("\"\\ud800\"", "63eda080"),
                        variable("{\"\\udc00x\":1}", "a164edb0807801"),
                        variable("[\"url\",\"\\ud800\"]", "d81b826375726c63eda080")),
                document(
                        "J07",
                        "references to strings",
                        variable("[\"stringref\"," + JSON + "]", "d9010082" + CBOR + "d81900")),
                document(
                        "J04",
                        "length of gigabytes",
                        variable("[[" + "0,".repeat(20_000) + "0]]", "9a7fffffff00"),
                        variable("\"", "7b7fffffffffffffff61"),
                        variable("\"" + Kit.TEXT, "5bffffffffffffffff00"),
                        variable("{" + JSON + ":", "ba7fffffff6161")),
                document(
                        "J14",
                        "other types than names say",
                        variable("[\"url\",1]", "d81b826375726c01"),
                        variable("[\"date\"," + JSON + "]", "c1" + CBOR),
                        variable("[\"bytes\",\"A\"]", "d81b82656279746573" + CBOR),
                        variable("[\"error\"," + JSON + "]", "d81b82656572726f72" + CBOR)),
                document(
                        "J13",
                        "types that nobody has",
                        variable("[\"blob\"," + JSON + "]", "d81b8264626c6f62" + CBOR),
                        variable("[" + JSON + "]", "d81b82" + CBOR + "00"),
                        variable("[\"request\"," + JSON + "]", "f3")),
                document(
                        "I15",
                        "too many entries in one object",
                        variable(members(101), "b865" + cborMembers(101)),
                        variable(collidingMembers(1_024), "b90400" + "a1")),
                document(
                        "K09",
                        "one element over the bound",
                        variable("[[" + "0,".repeat(1_000) + "0]]", "9903e9" + "00".repeat(1_001))),
                document(
                        "K12",
                        "references in a variable",
                        variable("[\"stub\",\"" + Kit.REFERENCE + "\"]", "d81b826473747562" + text(Kit.REFERENCE)),
                        variable(
                                "[[[\"promise\",\"" + Kit.REFERENCE + "\"]]]",
                                "81d81b826770726f6d697365" + text(Kit.REFERENCE))));
    }

    private static Document nested(int levels) {
        return variable("[[".repeat(levels - 1) + JSON + "]]".repeat(levels - 1), "81".repeat(levels - 1) + CBOR);
    }

    private static String members(int count) {
        return join("{", IntStream.range(0, count).mapToObj(i -> "\"m" + (1_000 + i) + "\":0"), "}");
    }

    private static String cborMembers(int count) {
        return join("", IntStream.range(0, count).mapToObj(i -> text("m" + (1_000 + i)) + "00"), "")
                .replace(",", "");
    }

    /** Names of one hash code. */
    private static String collidingMembers(int count) {
        return join(
                "{",
                IntStream.range(0, count).mapToObj(DocumentRows::colliding).map(name -> "\"" + name + "\":0"),
                "}");
    }

    private static String colliding(int number) {
        return String.format("%12s", Integer.toBinaryString(number))
                .replace(' ', '0')
                .replace("0", "Aa")
                .replace("1", "BB");
    }

    private static String join(String open, Stream<String> parts, String close) {
        return open + String.join(",", parts.toList()) + close;
    }

    /** Tables that break the rules of ids and entries. */
    private static Stream<Attack> tables() {
        String stub = "{\"stub\":\"" + Kit.REFERENCE + "\"}";
        String cbor = "8201" + text(Kit.REFERENCE);
        return Stream.of(
                document(
                        "K01",
                        "import ids out of range",
                        table(stub, cbor, true, "0", "00"),
                        table(stub, cbor, true, "10", "0a"),
                        table(stub, cbor, true, "9007199254740992", "1b0020000000000000"),
                        table(stub, cbor, true, "-9007199254740992", "3b001fffffffffffff"),
                        table(stub, cbor, true, "9223372036854775808", "1b8000000000000000")),
                document(
                        "K01",
                        "export ids out of range",
                        table(stub, cbor, false, "0", "00"),
                        table(stub, cbor, false, "10", "0a"),
                        table(stub, cbor, false, "-10", "29"),
                        table(stub, cbor, false, "-9223372036854775809", "3b8000000000000000")),
                document(
                        "J10",
                        "ids in other spellings",
                        table(stub, cbor, true, "01", "1801"),
                        table(stub, cbor, true, "+1", "6131"),
                        table(stub, cbor, true, "1.0", "f93c00"),
                        table(stub, cbor, true, "-0", "c24101"),
                        table(stub, cbor, true, Kit.TEXT, CBOR)),
                document(
                        "J10",
                        "id that comes twice",
                        imports("\"1\":" + stub + ",\"1\":" + stub, "a201" + cbor + "01" + cbor)),
                document(
                        "I07",
                        "entries of other types",
                        imports("\"1\":" + JSON, "a101" + CBOR),
                        imports("\"1\":{\"stub\":1}", "a101820101"),
                        imports("\"1\":{\"stub\":null}", "a1018201f6"),
                        imports("\"1\":{}", "a10180"),
                        imports("\"1\":{\"" + Kit.TEXT + "\":1}", "a1018209" + CBOR),
                        imports("\"1\":{\"rejected\":1}", "a101820301"),
                        exports("\"-1\":{\"value\":1}", "a120820501"),
                        imports("\"1\":{\"stub\":\"\"}", "a101820160"),
                        imports("\"1\":{\"stub\":\"a\\n\"}", "a101820162610a")),
                document(
                        "K01",
                        "reference counts out of range",
                        imports("\"1\":{\"stub\":\"r\",\"refs\":0}", "a1018301617200"),
                        imports("\"1\":{\"stub\":\"r\",\"refs\":-1}", "a1018301617220"),
                        imports("\"1\":{\"stub\":\"r\",\"refs\":9007199254740992}", "a101830161721b0020000000000000")),
                document(
                        "K09",
                        "reference over its bound",
                        imports(
                                "\"1\":{\"stub\":\"" + "r".repeat(1_025) + "\"}",
                                "a1018201790401" + "72".repeat(1_025))));
    }

    private static Document table(String stub, String cbor, boolean imported, String id, String cborId) {
        String entry = "\"" + id + "\":" + stub;
        return imported ? imports(entry, "a1" + cborId + cbor) : exports(entry, "a1" + cborId + cbor);
    }

    /** Fields of the snapshot itself. */
    private static Stream<Attack> snapshots() {
        Document least = variable(JSON, CBOR);
        return Stream.of(
                sealed(
                        "K10",
                        "snapshot of a newer version",
                        UNSUPPORTED,
                        kit -> Stream.of(
                                        least.replacing("\"v\":1", "\"v\":2", "ac0001", "ac0002"),
                                        least.replacing(
                                                "\"v\":1",
                                                "\"v\":9007199254740991",
                                                "ac0001",
                                                "ac001b001fffffffffffff"))
                                .map(document -> kit.reseal(document.bytes(kit.codec.id())))),
                document(
                        "K10",
                        "snapshot of no version",
                        least.replacing("\"v\":1", "\"v\":0", "ac0001", "ac0000"),
                        least.replacing("\"v\":1", "\"v\":-1", "ac0001", "ac0020"),
                        least.replacing("\"v\":1", "\"v\":\"1\"", "ac0001", "ac006131"),
                        least.replacing("\"v\":1,", "", "ac0001", "ab")),
                document(
                        "K02",
                        "next id that is in use",
                        Document.imports("\"9\":{\"stub\":\"" + Kit.REFERENCE + "\"}", "a1098201" + text(Kit.REFERENCE))
                                .replacing("\"nextPositiveId\":10", "\"nextPositiveId\":9", "060a", "0609")),
                document(
                        "K02",
                        "next ids out of range",
                        least.replacing("\"nextPositiveId\":10", "\"nextPositiveId\":0", "060a", "0600"),
                        least.replacing("\"nextNegativeId\":-10", "\"nextNegativeId\":1", "0729", "0701"),
                        least.replacing("\"nextPeerId\":10", "\"nextPeerId\":-1", "080a", "0820")),
                document(
                        "I05",
                        "generation out of range",
                        least.replacing("\"generation\":1", "\"generation\":0", "0401", "0400"),
                        least.replacing("\"generation\":1", "\"generation\":-1", "0401", "0420"),
                        least.replacing(
                                "\"generation\":1", "\"generation\":9007199254740992", "0401", "041b0020000000000000"),
                        least.replacing("\"generation\":1", "\"generation\":1.0", "0401", "04f93c00"),
                        least.replacing("\"generation\":1", "\"generation\":1e0", "0401", "04c24101")),
                document(
                        "I07",
                        "fields of other types",
                        least.replacing("\"generation\":1", "\"generation\":" + JSON, "0401", "04" + CBOR),
                        least.replacing("\"" + Kit.SESSION + "\"", "12", text(Kit.SESSION), "0c"),
                        least.replacing("\"" + Kit.SESSION + "\"", "null", text(Kit.SESSION), "f6"),
                        least.replacing("\"" + Kit.SESSION + "\"", "[]", text(Kit.SESSION), "f7"),
                        least.replacing("[\"" + Kit.CAPABILITY + "\"]", "{}", "81" + text(Kit.CAPABILITY), "a0")),
                document(
                        "I09",
                        "field that nobody knows",
                        least.replacing("\"generation\":1", "\"Generation\":1", "0401", "0e01"),
                        least.replacing("\"generation\":1", "\"" + Kit.TEXT + "\":1", "0401", CBOR + "01")),
                document(
                        "I08",
                        "field that comes twice",
                        withHead(
                                "ad",
                                least.replacing(
                                        "\"generation\":1", "\"generation\":1,\"generation\":1", "0401", "04010401"))),
                document(
                        "I09",
                        "field that is missing",
                        withHead("ab", least.replacing("\"generation\":1,", "", "0401", ""))),
                document(
                        "B10",
                        "session id with half of a surrogate pair",
                        least.replacing("\"" + Kit.SESSION + "\"", "\"\\ud800\"", text(Kit.SESSION), "63eda080")),
                document(
                        "K09",
                        "session id that is empty, too long, or has controls",
                        least.replacing("\"" + Kit.SESSION + "\"", "\"\"", text(Kit.SESSION), "60"),
                        least.replacing(
                                "\"" + Kit.SESSION + "\"",
                                "\"" + "s".repeat(257) + "\"",
                                text(Kit.SESSION),
                                "790101" + "73".repeat(257)),
                        least.replacing("\"" + Kit.SESSION + "\"", "\"a\\nb\"", text(Kit.SESSION), "63610a62")),
                document(
                        "J18",
                        "name over its bound",
                        least.replacing(Kit.VARIABLE, "n".repeat(257), text(Kit.VARIABLE), "790101" + "6e".repeat(257)),
                        least.replacing(
                                Kit.CAPABILITY, "c".repeat(257), text(Kit.CAPABILITY), "790101" + "63".repeat(257))),
                document("K09", "one variable over the bound", variables(1_001)),
                document(
                        "F06",
                        "max age out of range",
                        least.replacing("\"maxAgeSeconds\":3600", "\"maxAgeSeconds\":0", "0c190e10", "0c00"),
                        least.replacing(
                                "\"maxAgeSeconds\":3600",
                                "\"maxAgeSeconds\":9223372036854775807",
                                "0c190e10",
                                "0c1b7fffffffffffffff")));
    }

    /** With another count of fields, which JSON has none of. */
    private static Document withHead(String head, Document document) {
        return document.replacing("{\"v\":1", "{\"v\":1", "ac0001", head + "0001");
    }

    private static Document variables(int count) {
        String json = join("", IntStream.range(0, count).mapToObj(i -> "\"m" + (1_000 + i) + "\":0"), "");
        return variable("0", "00")
                .replacing(
                        "\"" + Kit.VARIABLE + "\":0",
                        json,
                        "a1" + text(Kit.VARIABLE) + "00",
                        "b9" + String.format("%04x", count) + cborMembers(count));
    }

    private static Attack document(String id, String name, Document... documents) {
        return sealed(
                id,
                name,
                INVALID_SNAPSHOT,
                kit -> List.of(documents).stream().map(document -> kit.reseal(document.bytes(kit.codec.id()))));
    }
}
