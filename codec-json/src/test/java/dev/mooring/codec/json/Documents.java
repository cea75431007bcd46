package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Documents around what a test is about. */
public final class Documents {
    /** Stands in every hostile document, and in no message. */
    public static final String CANARY = "canary7f3a";

    /** The least snapshot. */
    public static final String LEAST = """
            {"v":1,"sessionId":"s","createdAt":1767225600000,"lastActivity":1767225600000,"generation":1,"checkpoint":1,\
            "nextPositiveId":10,"nextNegativeId":-10,"nextPeerId":10,"imports":{},"exports":{},"variables":{},\
            "maxAgeSeconds":86400,"capabilities":[]}""";

    private static final JsonSnapshotCodec CODEC = new JsonSnapshotCodec();

    private Documents() {}

    /** The least snapshot with a part of it replaced. */
    public static String replacing(String part, String replacement) {
        assertTrue(LEAST.contains(part), part);
        return LEAST.replace(part, replacement);
    }

    /** The least snapshot with one variable {@code x}, spelled by the bytes. */
    public static byte[] withVariable(byte[] json) {
        String[] parts =
                replacing("\"variables\":{}", "\"variables\":{\"x\":\n}").split("\n");
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.writeBytes(parts[0].getBytes(StandardCharsets.UTF_8));
        document.writeBytes(json);
        document.writeBytes(parts[1].getBytes(StandardCharsets.UTF_8));
        return document.toByteArray();
    }

    public static byte[] withVariable(String json) {
        return withVariable(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The least snapshot with one import 1. */
    static String withImport(String entry) {
        return replacing("\"imports\":{}", "\"imports\":{\"1\":" + entry + "}");
    }

    /** The least snapshot with one export −1. */
    static String withExport(String entry) {
        return replacing("\"exports\":{}", "\"exports\":{\"-1\":" + entry + "}");
    }

    /** Reads a value where it is a variable. */
    public static Value read(String json) throws SnapshotFormatException {
        return CODEC.decode(withVariable(json), SnapshotLimits.DEFAULT)
                .variables()
                .get("x");
    }

    /** Writes a value as a variable, and cuts out how it was spelled. */
    static String write(Value value) {
        SessionSnapshot snapshot = SessionSnapshot.builder("s", Instant.ofEpochMilli(1767225600000L))
                .nextPositiveId(10)
                .nextNegativeId(-10)
                .nextPeerId(10)
                .variable("x", value)
                .build();
        String[] around = new String(withVariable("\n"), StandardCharsets.UTF_8).split("\n");
        String document = new String(CODEC.encode(snapshot), StandardCharsets.UTF_8);
        assertTrue(document.startsWith(around[0]) && document.endsWith(around[1]), document);
        return document.substring(around[0].length(), document.length() - around[1].length());
    }

    static SessionSnapshot decode(String document) throws SnapshotFormatException {
        return CODEC.decode(document.getBytes(StandardCharsets.UTF_8), SnapshotLimits.DEFAULT);
    }

    /** The message with which a document is refused, after checks that hold for every refusal. */
    public static String refusal(byte[] document, SnapshotLimits limits) {
        SnapshotFormatException refused =
                assertThrows(SnapshotFormatException.class, () -> CODEC.decode(document, limits));
        assertNull(refused.getCause());
        assertEquals(0, refused.getSuppressed().length);
        assertFalse(refused.getMessage().contains(CANARY), "content in the message");
        return refused.getMessage();
    }

    static String refusal(byte[] document) {
        return refusal(document, SnapshotLimits.DEFAULT);
    }

    static String refusal(String document) {
        return refusal(document.getBytes(StandardCharsets.UTF_8));
    }
}
