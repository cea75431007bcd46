package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.testkit.SnapshotCodecContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonSnapshotCodecTest extends SnapshotCodecContract {
    @Override
    protected SnapshotCodec codec() {
        return new JsonSnapshotCodec();
    }

    @Override
    protected Optional<byte[]> newerDocument() {
        return Optional.of("{\"v\":2}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void id_ofTheCodec_isJson() {
        assertEquals("json", codec().id());
    }

    @Test
    void null_anywhere_isRefused() {
        JsonSnapshotCodec codec = new JsonSnapshotCodec();
        byte[] json = Documents.LEAST.getBytes(StandardCharsets.UTF_8);
        assertThrows(NullPointerException.class, () -> codec.encode(null));
        assertThrows(NullPointerException.class, () -> codec.decode(null, SnapshotLimits.DEFAULT));
        assertThrows(NullPointerException.class, () -> codec.decode(json, null));
        assertThrows(NullPointerException.class, () -> codec.decodeDraft(null, SnapshotLimits.DEFAULT, Instant.EPOCH));
        assertThrows(NullPointerException.class, () -> codec.decodeDraft(json, null, Instant.EPOCH));
        assertThrows(NullPointerException.class, () -> codec.decodeDraft(json, SnapshotLimits.DEFAULT, null));
    }
}
