package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Small documents in hex, put together by hand. */
public final class Documents {
    private static final CborSnapshotCodec CODEC = new CborSnapshotCodec();

    /** Version 1, session id "s", both times 0, generation and checkpoint 1, next ids 1, −1, 1. */
    public static final String FIRST_FIELDS = "0001 016173 0200 0300 0401 0501 0601 0720 0801";

    /** A max age of 3,600 seconds, no capabilities. */
    public static final String LAST_FIELDS = "0c190e10 0d80";

    private Documents() {}

    public static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The snapshot that {@link #withVariable} spells out. */
    public static SnapshotBuilder snapshot() {
        return SessionSnapshot.builder("s", Instant.EPOCH).maxAge(Duration.ofHours(1));
    }

    public static byte[] withVariables(String map) {
        return hex("ac", FIRST_FIELDS, "0b", map, LAST_FIELDS);
    }

    /** A document whose only variable, "x", has this value. */
    public static byte[] withVariable(String value) {
        return withVariables("a16178" + value);
    }

    public static byte[] withImports(String map) {
        return hex("ad", FIRST_FIELDS.replace("0601", "0618ff"), "09", map, "0ba0", LAST_FIELDS);
    }

    public static byte[] withExports(String map) {
        return hex(
                "ad", FIRST_FIELDS.replace("0720", "0738fe").replace("0801", "0818ff"), "0a", map, "0ba0", LAST_FIELDS);
    }

    public static SessionSnapshot decode(byte[] document) throws SnapshotFormatException {
        return CODEC.decode(document, SnapshotLimits.DEFAULT);
    }

    public static Value variable(byte[] document) throws SnapshotFormatException {
        return decode(document).variables().get("x");
    }

    /** Says whether a document is read; one that is must be written again as it was. */
    public static boolean isCanonical(byte[] document) {
        SessionSnapshot snapshot;
        try {
            snapshot = decode(document);
        } catch (SnapshotFormatException refused) {
            return false;
        }
        assertEquals(hex(document), hex(CODEC.encode(snapshot)));
        return true;
    }

    /** Expects a refusal that carries neither a cause nor more than a message. */
    public static SnapshotFormatException assertRefused(byte[] document) {
        return assertRefused(document, SnapshotLimits.DEFAULT);
    }

    public static SnapshotFormatException assertRefused(byte[] document, SnapshotLimits limits) {
        SnapshotFormatException refusal =
                assertThrows(SnapshotFormatException.class, () -> CODEC.decode(document, limits));
        assertNull(refusal.getCause());
        return refusal;
    }
}
