package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.HeadersValue.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Snapshots made to be encoded and then spoilt. */
final class SampleSnapshots {
    static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private SampleSnapshots() {}

    static SnapshotBuilder start() {
        return SessionSnapshot.builder("session", CREATED_AT);
    }

    /** A value at each place that takes any value. */
    static SessionSnapshot everywhere(Value value) {
        return inTables(value).toBuilder()
                .variable("plain", value)
                .variable("array", Value.array(value, Value.NULL, value))
                .variable("object", new Value.ObjectValue(Map.of("member", value)))
                .variable("error", new ErrorValue("Error", "m", Optional.of("s"), Map.of("property", value)))
                .build();
    }

    static SessionSnapshot inTables(Value value) {
        return start().importValue(1, value)
                .exportValue(-1, value)
                .exportRejected(-2, value)
                .build();
    }

    /** Everything that a snapshot can hold, once; the texts and numbers are the canary's. */
    static SessionSnapshot rich() {
        Value canary = Value.of(Canary.TEXT);
        Value error = new ErrorValue(Canary.TEXT, Canary.TEXT, Optional.of(Canary.TEXT), Map.of(Canary.TEXT, canary));
        return SessionSnapshot.builder(Canary.TEXT, CREATED_AT)
                .lastActivity(CREATED_AT.plusMillis(300_001))
                .generation(3)
                .checkpoint(300)
                .maxAge(Duration.ofSeconds(90_000))
                .importStub(1, Canary.TEXT)
                .importEntry(300, new ImportValue.Promise(Canary.TEXT), 2)
                .importEntry(-1, new ImportValue.Resolved(new Value.StubValue(Canary.TEXT)), 70_000)
                .exportStub(-1, Canary.TEXT)
                .exportEntry(-300, new ExportValue.Promise(Canary.TEXT, true), 2)
                .exportPromise(-3, Canary.TEXT)
                .exportValue(1, new Value.PromiseValue(Canary.TEXT))
                .exportRejected(-2, error)
                .variable(Canary.TEXT, object())
                .variable("array", Value.array(canary, Value.NULL, Value.UNDEFINED, Value.of(true), Value.of(false)))
                .variable("numbers", numbers())
                .variable("bytes", bytes())
                .variable("dates", Value.array(Value.of(CREATED_AT.plusMillis(1)), Value.DateValue.INVALID))
                .variable("url", new Value.UrlValue("https://example.com/" + Canary.TEXT))
                .variable("headers", new HeadersValue(List.of(new Field(Canary.TEXT, Canary.TEXT))))
                .capability(Canary.TEXT)
                .capability("ß語𝄞")
                .build();
    }

    private static Value numbers() {
        return Value.array(
                Value.of(Canary.NUMBER),
                Value.of(-Canary.NUMBER),
                Value.of(Canary.NUMBER + 0.5),
                Value.of(0.1),
                Value.of(-0.0),
                Value.of(Double.NaN),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(BigInteger.valueOf(Canary.NUMBER)),
                Value.of(BigInteger.valueOf(-Canary.NUMBER)));
    }

    private static Value bytes() {
        byte[] content = (Canary.TEXT + Canary.TEXT).getBytes(StandardCharsets.US_ASCII);
        return Value.array(Value.of(content), new BytesValue(content, BytesValue.ArrayKind.FLOAT64));
    }

    private static Value object() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("z", Value.array(Value.array()));
        members.put(Canary.TEXT, Value.of("ß語𝄞"));
        members.put("a", new Value.ObjectValue(Map.of("b", Value.NULL)));
        return new Value.ObjectValue(members);
    }

    /** The fewest and smallest things that a snapshot can hold. */
    static SessionSnapshot least() {
        return SessionSnapshot.builder("s", Instant.EPOCH)
                .maxAge(Duration.ofSeconds(1))
                .build();
    }

    /** The greatest counters, times and ids. */
    static SessionSnapshot extreme() {
        long most = Value.MAX_INTEGER;
        Instant last = Instant.ofEpochMilli(Value.DateValue.MAX_EPOCH_MILLIS - 1);
        return SessionSnapshot.builder("語".repeat(85), last)
                .generation(most)
                .checkpoint(most)
                .nextPositiveId(most)
                .nextNegativeId(-most)
                .nextPeerId(most)
                .importEntry(most - 1, new ImportValue.Stub("r".repeat(1_024)), most)
                .importEntry(-most, new ImportValue.Promise("𝄞".repeat(512)), most)
                .exportEntry(-most + 1, new ExportValue.Promise("r", true), most)
                .exportEntry(most - 1, new ExportValue.Stub("r"), most)
                .maxAge(Duration.ofSeconds(most))
                .variable("𝄞".repeat(128), Value.NULL)
                .variable("", Value.NULL)
                .capability("")
                .capability("twice")
                .capability("twice")
                .build();
    }

    /** Small, with each thing that nests. */
    static SessionSnapshot nested() {
        Value error = new ErrorValue("E", "m", Optional.empty(), Map.of("p", Value.of(1)));
        return start().importValue(1, Value.array(Value.array(Value.of(1))))
                .exportValue(-1, new Value.ObjectValue(Map.of("k", new Value.ObjectValue(Map.of("k", error)))))
                .exportRejected(-2, Value.array(new Value.StubValue("r")))
                .variable("v", Value.array(Value.of(new byte[] {1}), Value.of(BigInteger.TEN)))
                .capability("c")
                .build();
    }

    /** Arrays and errors in each other, so many levels that the innermost value is the last. */
    static SessionSnapshot deep(int levels) {
        Value value = Value.NULL;
        for (int level = 1; level < levels; level++) {
            value = level % 2 == 0
                    ? Value.array(value)
                    : new ErrorValue("Error", "m", Optional.empty(), Map.of("cause", value));
        }
        return start().importValue(1, value).variable("deep", value).build();
    }

    /** The same with objects, which ends in an empty array rather than a value without elements. */
    static SessionSnapshot deepObject(int levels) {
        Value value = Value.array();
        for (int level = 1; level < levels; level++) {
            value = new Value.ObjectValue(Map.of("member", value));
        }
        return start().exportRejected(-1, value).variable("deep", value).build();
    }

    /** Snapshots that have a text at one place, by each place that takes a text. */
    static Map<String, SessionSnapshot> withText(String text) {
        Map<String, SessionSnapshot> places = new LinkedHashMap<>();
        places.put("session id", SessionSnapshot.builder(text, CREATED_AT).build());
        places.put("variable name", start().variable(text, Value.NULL).build());
        places.put("capability", start().capability(text).build());
        places.put("import stub", start().importStub(1, text).build());
        places.put("import promise", start().importPromise(1, text).build());
        places.put("export stub", start().exportStub(-1, text).build());
        places.put("export promise", start().exportPromise(-1, text).build());
        places.put("nested stub", inTables(new Value.StubValue(text)));
        places.put("nested promise", inTables(new Value.PromiseValue(text)));
        places.put("text", inTables(Value.of(text)));
        places.put("url", inTables(new Value.UrlValue(text)));
        places.put("object key", inTables(new Value.ObjectValue(Map.of(text, Value.NULL))));
        places.put("header name", inTables(new HeadersValue(List.of(new Field(text, "v")))));
        places.put("header value", inTables(new HeadersValue(List.of(new Field("n", text)))));
        places.put("error type", inTables(Value.error(text, "m")));
        places.put("error message", inTables(Value.error("Error", text)));
        places.put("error stack", inTables(new ErrorValue("Error", "m", Optional.of(text), Map.of())));
        places.put(
                "error property", inTables(new ErrorValue("Error", "m", Optional.empty(), Map.of(text, Value.NULL))));
        return places;
    }
}
