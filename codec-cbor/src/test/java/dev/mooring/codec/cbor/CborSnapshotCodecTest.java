package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.testkit.SnapshotCodecContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CborSnapshotCodecTest extends SnapshotCodecContract {
    private static final CborSnapshotCodec CODEC = new CborSnapshotCodec();

    @Override
    protected SnapshotCodec codec() {
        return CODEC;
    }

    @Override
    protected Optional<byte[]> newerDocument() {
        return Optional.of(Documents.hex("a2 00 02 01 ff"));
    }

    @Test
    void null_anywhere_isRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> CODEC.encode(null));
        assertThrows(NullPointerException.class, () -> CODEC.decode(null, SnapshotLimits.DEFAULT));
        assertThrows(NullPointerException.class, () -> CODEC.decode(new byte[1], null));
    }

    @Test
    void smallestSnapshot_encoded_hasExactlyTheseBytes() throws SnapshotFormatException {
        byte[] document = Documents.withVariables("a0");
        assertArrayEquals(document, CODEC.encode(Documents.snapshot().build()));
        assertEquals(Documents.snapshot().build(), Documents.decode(document));
    }

    @Test
    void everyFieldAndEntry_encoded_hasExactlyTheseBytes() throws SnapshotFormatException {
        SessionSnapshot snapshot = SessionSnapshot.builder("é", Instant.ofEpochMilli(1_767_225_600_000L))
                .lastActivity(Instant.ofEpochMilli(1_767_225_600_001L))
                .generation(2)
                .checkpoint(24)
                .nextPositiveId(300)
                .nextNegativeId(-300)
                .nextPeerId(10)
                .importValue(-1, Value.NULL)
                .importStub(256, "a")
                .importEntry(23, new ImportValue.Promise("b"), 2)
                .importEntry(24, new ImportValue.Resolved(Value.of(1)), 256)
                .exportValue(9, Value.of(true))
                .exportRejected(-24, Value.of("no"))
                .exportStub(-25, "c")
                .exportPromise(-26, "d")
                .exportEntry(-27, new ExportValue.Promise("e", true), 3)
                .variable("b", Value.of(1))
                .variable("aa", Value.of(2))
                .variable("a", Value.of(3))
                .variable("", Value.of(4))
                .capability("z")
                .capability("y")
                .build();
        String bytes = "ae 0001 0162c3a9 021b0000019b76daa800 031b0000019b76daa801 0402 051818 0619012c 0739012b 080a"
                + "09a4 17 83 02 6162 02  1818 83 00 01 190100  190100 82 01 6161  20 82 00 f6"
                + "0aa5 09 82 00 f5  37 82 03 626e6f  3818 82 01 6163  3819 82 02 6164  381a 83 04 6165 03"
                + "0ba4 60 04  6161 03  6162 01  626161 02"
                + "0c1a00015180 0d82 617a 6179";
        assertEquals(bytes.replace(" ", ""), Documents.hex(CODEC.encode(snapshot)));
        SessionSnapshot read = Documents.decode(Documents.hex(bytes));
        assertEquals(snapshot, read);
        assertEquals(
                List.of("", "a", "b", "aa"), new ArrayList<>(read.variables().keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // tags, lengths and kinds that version 1 refuses may follow
                "a10002",
                "ac0002bfff",
                "a100182a",
                "b90100001affffffffd9d9f7",
                "a1001b001fffffffffffff",
                "a1001bffffffffffffffff",
                "a20002c0"
            })
    void newerVersion_whateverFollows_isToldApart(String document) {
        assertTrue(Documents.assertRefused(Documents.hex(document)).isNewerVersion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a0",
                "a100",
                "a10000",
                "a10020",
                "a1006132",
                "a100f94000",
                "a100c002",
                "a1012002",
                "a10102",
                "81 0002",
                "bf0002ff",
                "a1001802",
                "a100c24102",
                "a1"
            })
    void otherBeginning_isNotTakenForANewerVersion(String document) {
        assertFalse(Documents.assertRefused(Documents.hex(document)).isNewerVersion());
    }
}
