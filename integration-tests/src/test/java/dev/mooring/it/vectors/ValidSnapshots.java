package dev.mooring.it.vectors;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
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
import dev.mooring.testkit.SnapshotProfiles;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Snapshots that between them hold every kind of value and entry at its edges, each about one of them. */
final class ValidSnapshots {
    private static final Instant CREATED = Instant.ofEpochMilli(Forged.ISSUED_AT);
    private static final String ODD_TEXT =
            "\u0000\t\n\u001f\"\\/\u007f\u0080\u2028\ufeff\uffff€𐀀\udbff\udfff__proto__";

    private ValidSnapshots() {}

    static SessionSnapshot least() {
        return session().build();
    }

    /** A session that was created at another time than the token was issued. */
    static SessionSnapshot createdAt(long millis) {
        return SessionSnapshot.builder("s", Instant.ofEpochMilli(millis)).build();
    }

    /** Every kind of value and entry once, in one snapshot. */
    static SessionSnapshot everything() {
        SnapshotBuilder snapshot = entries(session())
                .importValue(7, Value.array(new StubValue("user-profile:42"), new PromiseValue("report:9")));
        List<Map.Entry<String, Value>> values = List.copyOf(plain().entrySet());
        values.forEach(value -> snapshot.variable(value.getKey(), value.getValue()));
        return snapshot.capability("calculator").build();
    }

    /** By name, in an order that stays. */
    static Map<String, SessionSnapshot> all() {
        Map<String, SessionSnapshot> all = new LinkedHashMap<>();
        all.put("least", least());
        all.put("small", SnapshotProfiles.small());
        all.put("typical", SnapshotProfiles.typical());
        all.put("everything", everything());
        plain().forEach((name, value) ->
                all.put("value-" + name, session().variable("x", value).build()));
        BigInteger greatest = BigInteger.ONE
                .shiftLeft(Value.BigIntegerValue.MAX_SNAPSHOT_BITS)
                .subtract(BigInteger.ONE);
        all.put(
                "value-big-integers-of-most-bits",
                session()
                        .variable("x", Value.array(Value.of(greatest), Value.of(greatest.not())))
                        .build());
        all.put("entries", entries(session()).build());
        all.put("entries-of-the-peer", entriesOfThePeer());
        all.put("nested-references", nestedReferences());
        all.put("counters-at-their-ends", countersAtTheirEnds());
        all.put("texts-at-their-ends", textsAtTheirEnds());
        all.put("orders", orders());
        return all;
    }

    private static SnapshotBuilder session() {
        return SessionSnapshot.builder("s", CREATED);
    }

    private static Map<String, Value> plain() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("null", Value.NULL);
        values.put("undefined", Value.UNDEFINED);
        values.put("booleans", Value.array(Value.of(true), Value.of(false)));
        values.put("integers", integers());
        values.put("doubles", doubles());
        values.put("not-finite", doubles(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        values.put("negative-zero", Value.of(-0.0));
        values.put("big-integers", bigIntegers());
        values.put("texts", texts());
        values.put("bytes", bytes());
        for (BytesValue.ArrayKind kind : BytesValue.ArrayKind.values()) {
            values.put("bytes-" + kind.className(), bytes(kind));
        }
        values.put("dates", dates());
        values.put("date-invalid", DateValue.INVALID);
        values.put("errors", errors());
        values.put(
                "urls",
                Value.array(
                        new UrlValue("https://example.com/a?b=c#d"),
                        new UrlValue("https://example.com/|^{}"),
                        new UrlValue("")));
        values.put(
                "headers",
                Value.array(
                        new HeadersValue(List.of()),
                        new HeadersValue(List.of(
                                new Field("set-cookie", "a=1"),
                                new Field("set-cookie", "b=2"),
                                new Field("", ODD_TEXT)))));
        values.put("arrays", arrays());
        values.put("arrays-64-levels", levels(Value.of(1)));
        values.put("objects", objects());
        return values;
    }

    private static Value integers() {
        List<Long> edges = List.of(0L, 1L, 23L, 24L, 255L, 256L, 65_535L, 65_536L, 4_294_967_295L, 4_294_967_296L);
        List<Value> all = new ArrayList<>();
        for (long edge : edges) {
            all.add(Value.of(edge));
            all.add(Value.of(-edge - 1));
        }
        all.add(Value.of(Value.MAX_INTEGER));
        all.add(Value.of(-Value.MAX_INTEGER));
        return new Value.ArrayValue(all);
    }

    private static Value doubles() {
        return doubles(
                0.0,
                1.0,
                -1.0,
                0.1,
                0.5,
                1.5,
                -4.1,
                5.960464477539063e-8,
                6.103515625e-5,
                65_504,
                65_505.5,
                100_000.0,
                1e21,
                1e-7,
                123456789012345680000.0,
                16_777_217.0,
                Float.MAX_VALUE,
                Float.MIN_VALUE,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL),
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                9_007_199_254_740_991.0,
                9_007_199_254_740_992.0,
                1.0E300,
                3.141592653589793);
    }

    private static Value doubles(double... numbers) {
        return new Value.ArrayValue(DoubleStream.of(numbers).mapToObj(Value::of).toList());
    }

    private static Value bigIntegers() {
        return new Value.ArrayValue(Stream.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.ONE.negate(),
                        BigInteger.valueOf(255),
                        BigInteger.valueOf(-256),
                        BigInteger.valueOf(1L << 53),
                        BigInteger.valueOf(Long.MAX_VALUE),
                        BigInteger.valueOf(Long.MIN_VALUE),
                        BigInteger.ONE.shiftLeft(64),
                        BigInteger.ONE.shiftLeft(64).negate())
                .map(Value::of)
                .toList());
    }

    private static Value texts() {
        return Value.array(
                Value.of(""),
                Value.of("a"),
                Value.of(ODD_TEXT),
                Value.of("ß語𝄞😀"),
                Value.of("1.0"),
                Value.of("e\u0301"),
                Value.of("a".repeat(23)),
                Value.of("a".repeat(24)),
                Value.of("𝄞".repeat(64)));
    }

    private static Value bytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return Value.array(
                Value.of(new byte[0]),
                Value.of(new byte[] {1}),
                Value.of(new byte[] {1, 2}),
                Value.of(new byte[] {1, 2, (byte) 0xff}),
                Value.of(all));
    }

    private static Value bytes(BytesValue.ArrayKind kind) {
        byte[] content = {0, 1, 2, 3, 4, 5, 6, 7, (byte) 0x80, (byte) 0xff, 0x7f, (byte) 0xfe, 0, 0, (byte) 0xc0, 0x7f};
        return Value.array(new BytesValue(new byte[0], kind), new BytesValue(content, kind));
    }

    private static Value dates() {
        long most = DateValue.MAX_EPOCH_MILLIS;
        return new Value.ArrayValue(LongStream.of(
                        0,
                        1,
                        -1,
                        999,
                        1_000,
                        -1_000,
                        -1_001,
                        1_767_225_600_000L,
                        1_767_225_600_123L,
                        1_767_225_600_500L,
                        most,
                        most - 1,
                        -most,
                        -most + 1)
                .mapToObj(millis -> (Value) new DateValue(OptionalLong.of(millis)))
                .toList());
    }

    private static Value errors() {
        Map<String, Value> properties = members("zeta", Value.of(1), "alpha", object("b", Value.NULL, "a", Value.NULL));
        return Value.array(
                Value.error("", ""),
                Value.error("TypeError", "not a function"),
                new ErrorValue("Error", "m", Optional.of(""), Map.of()),
                new ErrorValue("Error", "m", Optional.of("at a.js:1"), Map.of()),
                new ErrorValue("Error", "m", Optional.of("at a.js:1"), properties),
                new ErrorValue("Error", "m", Optional.empty(), properties),
                Value.error(ODD_TEXT, ODD_TEXT));
    }

    private static Value arrays() {
        return Value.array(
                Value.array(),
                Value.array(Value.array(), Value.array(Value.array())),
                // arrays that look like the spelling of something else
                Value.array(Value.of("date"), Value.of(1)),
                Value.array(Value.of("undefined")),
                Value.array(Value.of("bytes"), Value.of("AQL/")),
                Value.array(Value.NULL, Value.UNDEFINED, Value.of(true), Value.of("a"), object()));
    }

    private static Value objects() {
        return Value.array(
                object(),
                object("zeta", Value.of(1), "alpha", Value.of(2), "mu", object("y", Value.NULL, "x", Value.NULL)),
                object("", Value.of(1), "__proto__", Value.of(2), "10", Value.of(3), "9", Value.of(4)),
                object(ODD_TEXT, Value.of(1), "toString", Value.UNDEFINED, "v", Value.of(2)));
    }

    private static Value levels(Value deepest) {
        Value value = deepest;
        for (int level = 1; level < 64; level++) {
            value = level % 2 == 0 ? Value.array(value) : object("a", value);
        }
        return value;
    }

    private static SnapshotBuilder entries(SnapshotBuilder snapshot) {
        return snapshot.importStub(1, "svc:stub:00ab")
                .importPromise(2, "p-7")
                .importValue(3, Value.of("resolved"))
                .importEntry(4, new ImportValue.Stub("counted"), 2)
                .importEntry(5, new ImportValue.Promise("counted"), Value.MAX_INTEGER)
                .importEntry(6, new ImportValue.Resolved(Value.NULL), 300)
                .exportStub(-1, "user-profile:42")
                .exportValue(-2, Value.of(12.5))
                .exportRejected(-3, Value.error("TypeError", "not a function"))
                .exportPromise(-4, "report:9")
                .exportEntry(-5, new ExportValue.Promise("report:10", true), 1)
                .exportEntry(-6, new ExportValue.Promise("report:11", true), 2)
                .exportEntry(-7, new ExportValue.Stub("counted"), 3)
                .exportEntry(-8, new ExportValue.Resolved(Value.UNDEFINED), 4)
                .exportEntry(-9, new ExportValue.Rejected(Value.of("a reason")), Value.MAX_INTEGER);
    }

    private static SessionSnapshot entriesOfThePeer() {
        return session()
                .importStub(-1, "theirs")
                .importStub(-300, "theirs too")
                .importStub(7, "ours")
                .exportStub(1, "pushed")
                .exportValue(300, Value.NULL)
                .exportPromise(-5, "ours")
                .nextPositiveId(100)
                .nextNegativeId(-100)
                .nextPeerId(1_000)
                .build();
    }

    private static SessionSnapshot nestedReferences() {
        Value stub = new StubValue("user-profile:42");
        Value promise = new PromiseValue("report \"9\"/𝄞");
        return session()
                .importValue(1, stub)
                .importValue(2, Value.array(stub, Value.array(promise), object("stub", stub)))
                .exportValue(-1, promise)
                .exportRejected(-2, new ErrorValue("Error", "m", Optional.empty(), Map.of("cause", stub)))
                .exportValue(-3, levels(stub))
                .build();
    }

    private static SessionSnapshot countersAtTheirEnds() {
        long most = Value.MAX_INTEGER;
        return session()
                .lastActivity(Instant.ofEpochMilli(DateValue.MAX_EPOCH_MILLIS))
                .generation(most)
                .checkpoint(most)
                .importStub(most - 1, "the last of ours")
                .importStub(-most, "the last of theirs")
                .exportStub(-most + 1, "the last of ours")
                .exportStub(most - 1, "the last of theirs")
                .nextPositiveId(most)
                .nextNegativeId(-most)
                .nextPeerId(most)
                .maxAge(Duration.ofDays(30))
                .build();
    }

    private static SessionSnapshot textsAtTheirEnds() {
        return SessionSnapshot.builder("é".repeat(128), CREATED)
                .lastActivity(CREATED.minusMillis(1))
                .maxAge(Duration.ofSeconds(3_601))
                .importStub(1, "r".repeat(1_024))
                .importPromise(2, "𝄞".repeat(512))
                .exportStub(-1, " ")
                .variable("", Value.of("no name"))
                .variable("n".repeat(256), Value.of(1))
                .variable("𝄞".repeat(128), Value.of(2))
                .capability("")
                .capability("c".repeat(256))
                .capability("same")
                .capability("same")
                .build();
    }

    private static SessionSnapshot orders() {
        SnapshotBuilder snapshot = session();
        for (long id : new long[] {256, 24, 23, 2, 1, 65_536, -1, -24, -25, -256, -257}) {
            snapshot.importStub(id, "i").exportStub(id, "e");
        }
        for (String name : List.of("b", "aa", "a", "B", "é", "𝄞", "\uffff", "abc", "ab", "__proto__", "10", "9")) {
            snapshot.variable(name, Value.of(name));
        }
        return snapshot.capability("z").capability("a").build();
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
