package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.sealed;
import static dev.mooring.it.attacks.Document.exports;
import static dev.mooring.it.attacks.Document.imports;
import static dev.mooring.it.attacks.Document.text;
import static dev.mooring.it.attacks.Document.variable;
import static dev.mooring.token.ResumeTokenException.Reason.EXPIRED;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SNAPSHOT;
import static dev.mooring.token.ResumeTokenException.Reason.NOT_YET_VALID;
import static dev.mooring.token.ResumeTokenException.Reason.SESSION_TOO_OLD;
import static dev.mooring.token.ResumeTokenException.Reason.TOO_LARGE;
import static dev.mooring.token.ResumeTokenException.Reason.UNSUPPORTED;

import dev.mooring.it.attacks.Attack.Attempt;
import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** What one who has the key can do: times, DEFLATE, and documents for either codec (sections A, B, F, I, J and K). */
final class SealedRows {
    private static final int TRIES = 100;
    private static final long NOW = Kit.NOW.toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    /** A text that may be in no message, as JSON and as CBOR. */
    private static final String JSON = "\"" + Kit.TEXT + "\"";

    private static final String CBOR = text(Kit.TEXT);

    private SealedRows() {}

    static Stream<Attack> all() {
        return Stream.of(times(), ages(), compressed(), documents(), spellings(), tables(), snapshots())
                .flatMap(rows -> rows);
    }

    private static Stream<Attack> times() {
        return Stream.of(
                issued("B07", "times that make no sense", INVALID_SNAPSHOT, new long[][] {
                    {-1, NOW + HOUR},
                    {Long.MIN_VALUE, Long.MAX_VALUE},
                    {NOW, NOW},
                    {NOW, NOW - 1},
                    {NOW, -1},
                    {NOW, Long.MIN_VALUE},
                    {Long.MAX_VALUE, Long.MAX_VALUE},
                    {Long.MAX_VALUE, Long.MIN_VALUE}
                }),
                issued("F01", "at its expiry and after", EXPIRED, new long[][] {
                    {NOW - HOUR, NOW}, {NOW - HOUR, NOW - 1}, {0, 1}, {NOW - 30_000, NOW - 29_999}
                }),
                issued("F02", "life longer than any allowed", EXPIRED, new long[][] {
                    {NOW - DAY, Long.MAX_VALUE}, {0, Long.MAX_VALUE}, {NOW - DAY, NOW + 10 * 365 * DAY}
                }),
                issued("F04", "issued in the future", NOT_YET_VALID, new long[][] {
                    {NOW + 30_001, NOW + HOUR},
                    {NOW + DAY, NOW + 2 * DAY},
                    {Long.MAX_VALUE - 1, Long.MAX_VALUE},
                    {NOW + 30_001, NOW + 30_002}
                }),
                new Attack(
                        "F08",
                        "clock that goes back and on",
                        Set.of(NOT_YET_VALID),
                        true,
                        kit -> LongStream.of(31, 3_600, DAY / 1_000, 1L << 30)
                                .mapToObj(
                                        seconds -> new Attempt(kit.token, Kit.CALLER, Kit.NOW.minusSeconds(seconds)))),
                new Attack(
                        "F08",
                        "clock that is far ahead",
                        Set.of(EXPIRED),
                        true,
                        kit -> LongStream.of(3_600, DAY / 1_000, 1L << 32, 1L << 40)
                                .mapToObj(
                                        seconds -> new Attempt(kit.token, Kit.CALLER, Kit.NOW.plusSeconds(seconds)))));
    }

    private static Attack issued(String id, String name, Reason reason, long[][] times) {
        return sealed(
                id,
                name,
                reason,
                kit -> Arrays.stream(times)
                        .map(each -> kit.frame()
                                .with(Part.ISSUED_AT, Frame.time(each[0]))
                                .with(Part.EXPIRES_AT, Frame.time(each[1])))
                        .map(frame -> kit.reseal(frame, kit.payload()).text()));
    }

    private static Stream<Attack> ages() {
        return Stream.of(
                sealed(
                        "F06",
                        "session that is never to end",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(Duration.ofSeconds(Value.MAX_INTEGER), Duration.ofDays(365))
                                .map(age -> kit.reseal(
                                        kit.codec.encode(created(Kit.NOW.minus(Duration.ofDays(1))).toBuilder()
                                                .maxAge(age)
                                                .build())))),
                sealed(
                        "F07",
                        "session that was renewed too often",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(
                                        Instant.EPOCH,
                                        Kit.NOW.minus(Duration.ofDays(1)),
                                        Kit.NOW.minus(Duration.ofDays(9)))
                                .map(at -> kit.reseal(kit.codec.encode(created(at))))),
                sealed(
                        "F07",
                        "session past its own age",
                        SESSION_TOO_OLD,
                        kit -> Stream.of(1, 60)
                                .map(seconds -> kit.reseal(kit.codec.encode(Kit.session(Kit.SESSION).toBuilder()
                                        .maxAge(Duration.ofSeconds(seconds))
                                        .build())))),
                sealed(
                        "B07",
                        "session from after its token",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(Kit.NOW.plusMillis(30_001), Kit.NOW.plus(Duration.ofDays(9)))
                                .map(at -> kit.reseal(kit.codec.encode(created(at))))));
    }

    private static SessionSnapshot created(Instant at) {
        return SessionSnapshot.builder(Kit.SESSION, at)
                .variable(Kit.VARIABLE, Value.of(Kit.TEXT))
                .build();
    }

    private static Stream<Attack> compressed() {
        int most = SnapshotLimits.DEFAULT.maxPayloadBytes();
        return Stream.of(
                deflate("bomb", TOO_LARGE, payload -> deflated(new byte[40 << 20], true)),
                deflate("payload one byte over its bound", TOO_LARGE, payload -> deflated(new byte[most + 1], true)),
                deflate(
                        "payload that only ends beyond its bound",
                        TOO_LARGE,
                        payload -> deflated(Arrays.copyOf(payload, most + 1), true)),
                deflate(
                        "payload at its bound",
                        INVALID_SNAPSHOT,
                        payload -> deflated(Arrays.copyOf(payload, most), true)),
                deflate("deflated twice", INVALID_SNAPSHOT, payload -> deflated(deflated(payload, true), true)),
                deflate("with a header of zlib", INVALID_SNAPSHOT, payload -> deflated(payload, false)),
                deflate(
                        "followed by more",
                        INVALID_SNAPSHOT,
                        payload -> Frame.join(deflated(payload, true), new byte[1])),
                deflate(
                        "two streams",
                        INVALID_SNAPSHOT,
                        payload -> Frame.join(deflated(payload, true), deflated(payload, true))),
                deflate("no DEFLATE", INVALID_SNAPSHOT, payload -> payload),
                deflate("nothing", INVALID_SNAPSHOT, payload -> new byte[0]),
                sealed("A23", "DEFLATE cut off anywhere", INVALID_SNAPSHOT, kit -> {
                    byte[] whole = deflated(kit.payload(), true);
                    return IntStream.range(0, whole.length)
                            .mapToObj(end -> kit.reseal(
                                            kit.frame().with(Part.FLAGS, (byte) 3), Arrays.copyOf(whole, end))
                                    .text());
                }),
                sealed(
                        "A23",
                        "DEFLATE that the header does not tell",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(kit.reseal(deflated(kit.payload(), true)))));
    }

    private static Attack deflate(String name, Reason reason, UnaryOperator<byte[]> payload) {
        return sealed(
                "A23",
                name,
                reason,
                kit -> Stream.of(kit.reseal(kit.frame().with(Part.FLAGS, (byte) 3), payload.apply(kit.payload()))
                        .text()));
    }

    static byte[] deflated(byte[] plain, boolean raw) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] deflated = new byte[plain.length + 64];
            return Arrays.copyOf(deflated, deflater.deflate(deflated));
        } finally {
            deflater.end();
        }
    }

    /** Whole documents, of bytes that are no snapshot. */
    private static Stream<Attack> documents() {
        byte[] canary = Kit.TEXT.getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                sealed(
                        "I11",
                        "no document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of("", "null", "[]", "{}", "\"\"", "0", " ")
                                .map(text -> kit.reseal(Frame.ascii(text)))),
                sealed(
                        "I20",
                        "document of another kind",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                        new byte[] {(byte) 0xac, (byte) 0xed, 0, 5},
                                        Frame.ascii("<?xml version=\"1.0\"?>"),
                                        Frame.ascii("%YAML 1.2\n---\n"),
                                        Frame.ascii(":)\n"),
                                        new byte[] {0x1f, (byte) 0x8b, 8})
                                .map(head -> kit.reseal(Frame.join(head, canary)))),
                sealed(
                        "J17",
                        "something behind the document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(new byte[1], canary, kit.payload(), Frame.ascii("{}"), Frame.ascii(","))
                                .map(more -> kit.reseal(Frame.join(kit.payload(), more)))),
                sealed(
                        "I12",
                        "something before the document",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                        new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
                                        new byte[] {(byte) 0xd9, (byte) 0xd9, (byte) 0xf7},
                                        new byte[] {(byte) 0xd8, 0x1b},
                                        canary)
                                .map(before -> kit.reseal(Frame.join(before, kit.payload())))),
                sealed(
                        "I12",
                        "other encodings",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                                .map(charset ->
                                        kit.reseal(variable(JSON, CBOR).json().getBytes(charset)))),
                sealed(
                        "J02",
                        "document cut off anywhere",
                        INVALID_SNAPSHOT,
                        kit -> IntStream.range(0, kit.payload().length)
                                .mapToObj(end -> kit.reseal(Arrays.copyOf(kit.payload(), end)))),
                sealed(
                        "I11",
                        "document of the other codec",
                        INVALID_SNAPSHOT,
                        kit -> Stream.of(
                                kit.reseal(kit.otherCodec.encode(Kit.session(Kit.SESSION))),
                                kit.reseal(kit.frame().with(Part.CODEC, kit.otherCodec.id()), kit.payload())
                                        .text())),
                sealed("R05", "bytes at random for a document", INVALID_SNAPSHOT, kit -> {
                    SplittableRandom random = Kit.random(55);
                    return IntStream.range(0, TRIES).mapToObj(i -> kit.reseal(Kit.bytes(random, i)));
                }));
    }

    /** A variable that is spelled as no codec spells one, or holds what none may. */
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
                "{", IntStream.range(0, count).mapToObj(SealedRows::colliding).map(name -> "\"" + name + "\":0"), "}");
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
                                        least.replacing("\"v\":1", "\"v\":2", "0001", "0002"),
                                        least.replacing(
                                                "\"v\":1", "\"v\":9007199254740991", "0001", "001b001fffffffffffff"))
                                .map(document -> kit.reseal(document.bytes(kit.codec.id())))),
                document(
                        "K10",
                        "snapshot of no version",
                        least.replacing("\"v\":1", "\"v\":0", "0001", "0000"),
                        least.replacing("\"v\":1", "\"v\":-1", "0001", "0020"),
                        least.replacing("\"v\":1", "\"v\":\"1\"", "0001", "006131"),
                        least.replacing("\"v\":1,", "", "0001", "")),
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
                        least.replacing("\"generation\":1", "\"generation\":1,\"generation\":1", "0401", "04010401")),
                document("I09", "field that is missing", least.replacing("\"generation\":1,", "", "0401", "")),
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
