package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.testkit.SnapshotProfiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    @CsvSource({"imports, 7, 8, -1", "imports, -7, 1, -1", "exports, 7, 1, -1", "exports, -7, 1, -8"})
    void nextIds_leftOut_areBeyondTheTables(String table, long id, long positive, long negative)
            throws SnapshotFormatException {
        SessionSnapshot read = read("{\"sessionId\":\"s\",\"" + table + "\":{\"" + id + "\":{\"stub\":\"r\"}}}");
        assertEquals(positive, read.nextPositiveId());
        assertEquals(negative, read.nextNegativeId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"nextPositiveId\":1,\"nextNegativeId\":-1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"v\":1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"w\":1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"nextPeerId\":null}",
                "{\"v\":0,\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1}",
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,"
                        + "\"exports\":{\"9007199254740991\":{\"stub\":\"r\"}}}",
                "{\"sessionId\":\"s\",\"exports\":{\"-9007199254740991\":{\"stub\":\"r\"}}}",
                "{\"sessionId\":\"s\",\"imports\":{\"9007199254740991\":{\"stub\":\"r\"}}}",
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

    static Stream<SessionSnapshot> profiles() {
        return Stream.of(SnapshotProfiles.small(), SnapshotProfiles.typical(), SnapshotProfiles.large());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profile_withoutTheOptionalMembers_isFilledIn(SessionSnapshot profile) throws SnapshotFormatException {
        JsonSnapshotCodec codec = new JsonSnapshotCodec();
        String complete = new String(codec.encode(profile), StandardCharsets.UTF_8);
        String draft = complete.replaceAll("\"(v|createdAt|lastActivity|generation|checkpoint|nextPeerId)\":\\d+,", "");
        assertEquals(6, complete.split(":[0-9]+,").length - draft.split(":[0-9]+,").length, draft);
        String filledIn = complete.replaceAll("\"(createdAt|lastActivity)\":\\d+", "\"$1\":" + NOW.toEpochMilli());
        assertEquals(filledIn, new String(codec.encode(read(draft)), StandardCharsets.UTF_8));
    }
}
