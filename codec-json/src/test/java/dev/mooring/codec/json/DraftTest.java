package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

    private static SessionSnapshot read(String draft) throws SnapshotFormatException {
        return new JsonSnapshotCodec().decodeDraft(draft.getBytes(StandardCharsets.UTF_8), SnapshotLimits.DEFAULT, NOW);
    }

    private static String draft(String more) {
        return "{" + more + "\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1}";
    }

    @Test
    void draft_leastOfAll_isFilledIn() throws SnapshotFormatException {
        SessionSnapshot expected = SessionSnapshot.builder("s", Instant.parse("2026-01-01T00:00:00.123Z"))
                .maxAge(Duration.ofHours(24))
                .build();
        assertEquals(expected, read(draft("")));
    }

    @Test
    void draft_ofACompleteDocument_isReadAsItIs() throws SnapshotFormatException {
        String complete = Documents.LEAST;
        assertEquals(Documents.decode(complete), read(complete));
    }

    @Test
    void times_oneOfTwo_isTakenFromTheOther() throws SnapshotFormatException {
        for (String given : new String[] {"createdAt", "lastActivity"}) {
            SessionSnapshot read = read(draft("\"" + given + "\":1000,"));
            assertEquals(Instant.ofEpochSecond(1), read.createdAt());
            assertEquals(Instant.ofEpochSecond(1), read.lastActivity());
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 8", "-7, 1", "9007199254740990, 9007199254740991"})
    void nextPeerId_leftOut_isAboveTheHighestExport(long id, long next) throws SnapshotFormatException {
        String draft = "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-8,\"exports\":{\"" + id
                + "\":{\"stub\":\"r\"}}}";
        assertEquals(next, read(draft).nextPeerId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1}",
                "{\"sessionId\":\"s\",\"nextNegativeId\":-1}",
                "{\"nextPositiveId\":1,\"nextNegativeId\":-1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"v\":1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"w\":1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"nextPeerId\":null}",
                "{\"v\":0,\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,"
                        + "\"exports\":{\"9007199254740991\":{\"stub\":\"r\"}}}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1} {}"
            })
    void draft_thatIsNone_isRefused(String draft) {
        assertThrows(SnapshotFormatException.class, () -> read(draft));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void draft_ofNothing_isToldAsEmpty(String draft) {
        var refusal = assertThrows(SnapshotFormatException.class, () -> read(draft));
        assertTrue(refusal.getMessage().contains("empty"), refusal.getMessage());
    }

    @Test
    void version_newer_isToldInADraftToo() {
        assertTrue(assertThrows(SnapshotFormatException.class, () -> read(draft("\"v\":2,")))
                .isNewerVersion());
    }

    @ParameterizedTest
    @CsvSource({"small.json, 0, 2", "typical.json, 12, 20", "large.json, 200, 300"})
    void sample_whenRead_isComplete(String file, int tableEntries, int variables)
            throws IOException, SnapshotFormatException {
        byte[] json = Files.readAllBytes(Documents.shared("samples").resolve(file));
        JsonSnapshotCodec codec = new JsonSnapshotCodec();
        SessionSnapshot read = codec.decodeDraft(json, SnapshotLimits.DEFAULT, NOW);
        assertEquals(tableEntries, read.imports().size());
        assertEquals(tableEntries, read.exports().size());
        assertEquals(variables, read.variables().size());
        assertEquals(read, codec.decode(codec.encode(read), SnapshotLimits.DEFAULT));
        assertEquals(Value.of("user-1@example.com"), read.variables().get("var_1"));
    }
}
