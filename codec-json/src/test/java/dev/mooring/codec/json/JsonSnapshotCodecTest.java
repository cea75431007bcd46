package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.testkit.SnapshotCodecContract;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.spi.SnapshotCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

    /** On the module path the one list counts, on the class path the other. */
    @Test
    void codec_asAService_isInBothLists() throws IOException {
        String service = SnapshotCodec.class.getName();
        String provider = JsonSnapshotCodec.class.getName();
        try (InputStream list = JsonSnapshotCodec.class.getResourceAsStream("/META-INF/services/" + service)) {
            assertEquals(provider + "\n", new String(list.readAllBytes(), StandardCharsets.UTF_8));
        }
        Module module = JsonSnapshotCodec.class.getModule();
        assertTrue(module.isNamed(), "the tests run on the module path");
        assertTrue(module.getDescriptor().provides().stream()
                .anyMatch(provides -> provides.service().equals(service)
                        && provides.providers().equals(List.of(provider))));
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
