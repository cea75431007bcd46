package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.HeadersValue.Field;
import dev.mooring.api.snapshot.Value.Kind;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values to and from the npm package {@code capnweb}, which runs on Node.js. */
class CapnWebTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final byte[] EIGHT = {1, 2, 3, 4, 5, 6, 7, 8};

    /** Runs a script, or skips with a reason. */
    private static List<String> run(String script, String input) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", script)
                .directory(NodeJs.folder(SCRIPTS, "capnweb").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), script);
        return output.lines().toList();
    }

    private static Value bytes(ArrayKind kind) {
        return new BytesValue(EIGHT, kind);
    }

    private static ObjectValue object(String name, Value value) {
        return new ObjectValue(Map.of(name, value));
    }

    private static Value error(String type, String message, Map<String, Value> properties) {
        return new ErrorValue(type, message, Optional.empty(), properties);
    }

    private static Map<String, Value> members(String name, Value value, String name2, Value value2) {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put(name, value);
        members.put(name2, value2);
        return members;
    }

    /** The values of {@code write.mjs}, in its order. */
    private static List<Value> writtenByCapnWeb() {
        List<Value> values = new ArrayList<>(List.of(
                Value.NULL,
                Value.UNDEFINED,
                Value.of(true),
                Value.of(false),
                Value.of("é€😀\u0000"),
                Value.of(0),
                Value.of(0),
                Value.of(Value.MAX_INTEGER),
                Value.of(-Value.MAX_INTEGER),
                Value.of(-12.5),
                Value.of(0x1p53),
                Value.of(123456789012345680000.0),
                Value.of(1e21),
                Value.of(Double.MAX_VALUE),
                Value.of(Double.MIN_VALUE),
                Value.of(1.2345678901234567e-6),
                Value.of(-1.2345678901234567e-300),
                Value.of(Double.NaN),
                Value.of(Double.POSITIVE_INFINITY),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(BigInteger.ZERO),
                Value.of(BigInteger.ONE.shiftLeft(64).negate()),
                Value.of(BigInteger.ONE.shiftLeft(8_191)),
                Value.of(Instant.ofEpochMilli(1767225600000L)),
                new DateValue(OptionalLong.of(-DateValue.MAX_EPOCH_MILLIS)),
                DateValue.INVALID,
                Value.of(EIGHT),
                Value.of(new byte[0]),
                Value.of(new byte[] {1}),
                Value.of(new byte[] {1, 2})));
        Stream.of(ArrayKind.values())
                .filter(kind -> kind != ArrayKind.UINT8)
                .map(CapnWebTest::bytes)
                .forEach(values::add);
        values.addAll(List.of(
                Value.error("TypeError", "not a function"),
                error("RangeError", "out", members("code", Value.of(7), "cause", Value.error("Error", "inner"))),
                error("AggregateError", "many", Map.of("errors", Value.array(Value.of(1)))),
                new Value.UrlValue("https://user@x.example:8080/a%20b?q=[1]#f"),
                new HeadersValue(List.of(new Field("a", "1"), new Field("b", "2"))),
                new HeadersValue(List.of()),
                Value.array(),
                Value.array(
                        Value.array(),
                        Value.array(Value.UNDEFINED, Value.of("bigint")),
                        object("date", Value.of(Instant.EPOCH))),
                new ObjectValue(Map.of()),
                new ObjectValue(
                        Map.of("z", Value.of(1), "a", object("b", Value.array(Value.NULL)), "", Value.of("empty")))));
        return values;
    }

    @Test
    void values_triedWithCapnWeb_areOfEveryKindButReferences() {
        Set<Kind> kinds = EnumSet.of(Kind.STUB, Kind.PROMISE);
        Set<ArrayKind> arrayKinds = EnumSet.noneOf(ArrayKind.class);
        for (Value value : writtenByCapnWeb()) {
            kinds.add(value.kind());
            if (value instanceof BytesValue bytes) {
                arrayKinds.add(bytes.arrayKind());
            }
        }
        assertEquals(EnumSet.allOf(Kind.class), kinds);
        assertEquals(EnumSet.allOf(ArrayKind.class), arrayKinds);
    }

    @Test
    void values_serializedByCapnWeb_areRead() throws IOException, InterruptedException, SnapshotFormatException {
        List<Value> read = new ArrayList<>();
        for (String json : run("write.mjs", "")) {
            read.add(Documents.read(json));
        }
        assertEquals(writtenByCapnWeb(), read);
    }

    @Test
    void values_deserializedByCapnWeb_comeBack() throws IOException, InterruptedException, SnapshotFormatException {
        List<Value> values = new ArrayList<>(writtenByCapnWeb());
        List<Value> returned = new ArrayList<>();
        for (String line : run("read.mjs", lines(values))) {
            returned.add(Documents.read(line.split("\t")[1]));
        }
        assertEquals(values, returned);
    }

    @Test
    void values_deserializedByCapnWeb_areWhatJavaScriptExpects() throws IOException, InterruptedException {
        Map<Value, String> expected = new LinkedHashMap<>();
        expected.put(Value.of(-0.0), "number -0");
        expected.put(Value.of(1.0E10), "number 10000000000");
        expected.put(Value.of(12.5), "number 12.5");
        expected.put(Value.of(Double.NaN), "number NaN");
        expected.put(Value.UNDEFINED, "undefined undefined");
        expected.put(Value.of(Value.MAX_INTEGER + 1), "bigint 9007199254740992");
        expected.put(Value.of("😀"), "string 😀");
        expected.put(Value.of(Instant.ofEpochMilli(1767225600000L)), "Date 1767225600000");
        expected.put(DateValue.INVALID, "Date NaN");
        expected.put(Value.of(EIGHT), "Uint8Array 8");
        expected.put(bytes(ArrayKind.FLOAT64), "Float64Array 8");
        expected.put(bytes(ArrayKind.ARRAY_BUFFER), "ArrayBuffer 8");
        expected.put(error("TypeError", "m", Map.of("code", Value.of(1))), "TypeError m code");
        expected.put(new ErrorValue("E", "m", Optional.of("at x"), Map.of()), "Error m  at x");
        expected.put(new Value.UrlValue("https://x.example/"), "URL https://x.example/");
        expected.put(new HeadersValue(List.of(new Field("a", "1"), new Field("a", "2"))), "Headers a,1, 2");
        expected.put(Value.array(Value.of("date"), Value.of(0)), "Array 0,1");
        expected.put(new ObjectValue(members("b", Value.NULL, "a", Value.NULL)), "Object b,a");
        // what has a meaning on a live connection only
        expected.put(new Value.StubValue("user-profile:42"), "refused");
        expected.put(new Value.PromiseValue("report:9"), "refused");
        // data for us, dropped over there
        expected.put(new ObjectValue(members("__proto__", Value.of(1), "a", Value.NULL)), "Object a");
        List<String> seen = run("read.mjs", lines(expected.keySet())).stream()
                .map(line -> line.split("\t")[0])
                .toList();
        assertEquals(new ArrayList<>(expected.values()), seen);
    }

    private static String lines(Iterable<Value> values) {
        StringBuilder lines = new StringBuilder();
        for (Value value : values) {
            String json = Documents.write(value);
            assertTrue(json.indexOf('\n') < 0);
            lines.append(json).append('\n');
        }
        return lines.toString();
    }
}
