package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we write is read by the npm package cbor2, which is told to be as strict as it can. */
class OtherLibraryTest {
    private static final Path FOLDER = Path.of("src", "test", "node");

    @BeforeAll
    static void findTheLibrary() {
        NodeJs.folder(FOLDER, "cbor2");
    }

    private static String described(SessionSnapshot snapshot) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "read-snapshot.mjs")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        node.outputWriter(StandardCharsets.US_ASCII)
                .append(Documents.hex(new CborSnapshotCodec().encode(snapshot)))
                .close();
        String description = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(node.waitFor(1, TimeUnit.MINUTES));
        return description;
    }

    @Test
    void everyKindOfValue_isWhatTheOtherLibraryReads() throws IOException, InterruptedException {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("b", Value.of(-0.0));
        members.put("a", Value.of(1.0));
        SessionSnapshot snapshot = SessionSnapshot.builder("s", Instant.ofEpochMilli(1_767_225_600_000L))
                .importStub(1, "svc:é")
                .importValue(-1, new Value.PromiseValue("p"))
                .exportEntry(-1, new ExportValue.Promise("report:9", true), 3)
                .variable("a", Value.array(Value.NULL, Value.UNDEFINED, Value.of(true), Value.of(-Value.MAX_INTEGER)))
                .variable("b", Value.array(Value.of(1.1), Value.of(Double.NaN), Value.of(0x1p-24), Value.of(1e300)))
                .variable(
                        "c",
                        Value.array(
                                Value.of(BigInteger.ZERO),
                                Value.of(BigInteger.TWO.pow(64).not())))
                .variable("d", Value.array(DateValue.INVALID, new DateValue(OptionalLong.of(4_398_046_511_104_021L))))
                .variable("e", new ErrorValue("TypeError", "m", Optional.empty(), members))
                .variable("f", new HeadersValue(List.of(new HeadersValue.Field("x", "y"))))
                .variable("g", new BytesValue(new byte[4], BytesValue.ArrayKind.FLOAT32))
                .variable("h", new ObjectValue(Map.of("k", Value.of(new byte[] {1, -1}))))
                .variable("i", Value.of("\ud83d\ude00"))
                .variable("j", Value.of("x".repeat(4_000)))
                .capability("calculator")
                .build();
        assertEquals(
                "{0: 1, 1: \"s\", 2: 1767225600000, 3: 1767225600000, 4: 1, 5: 1, 6: 2, 7: -2, 8: 1, "
                        + "9: {1: [1, \"svc:é\"], -1: [0, 27([\"promise\", \"p\"])]}, "
                        + "10: {-1: [4, \"report:9\", 3]}, "
                        + "11: {\"a\": [null, undefined, true, -9007199254740991], "
                        + "\"b\": [1.1, NaN, 5.960464477539063e-8, 1e+300], "
                        + "\"c\": [0n, -18446744073709551617n], "
                        + "\"d\": [date(NaN), date(4398046511104021)], "
                        + "\"e\": 27([\"error\", \"TypeError\", \"m\", null, {\"b\": -0, \"a\": 1}]), "
                        + "\"f\": 27([\"headers\", [[\"x\", \"y\"]]]), "
                        + "\"g\": 27([\"bytes\", h'00000000', \"Float32Array\"]), "
                        + "\"h\": {\"k\": h'01ff'}, "
                        + "\"i\": \"\ud83d\ude00\", "
                        + "\"j\": \"" + "x".repeat(4_000) + "\"}, "
                        + "12: 86400, 13: [\"calculator\"]}",
                described(snapshot));
    }
}
