package dev.mooring.fuzz;

import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.spi.SnapshotFormatException;
import java.util.Arrays;
import java.util.List;

/** CBOR: what is read is written in the same bytes again, and the JSON codec has the same of it. */
public final class CborTarget {
    private CborTarget() {}

    /** Takes a document. */
    public static void fuzzerTestOneInput(byte[] input) {
        SessionSnapshot snapshot;
        try {
            snapshot = Fixture.CBOR.decode(input, SnapshotLimits.DEFAULT);
        } catch (SnapshotFormatException refusal) {
            Expect.plain(refusal);
            return;
        }
        Expect.that(Arrays.equals(Fixture.CBOR.encode(snapshot), input), "a snapshot has two encodings");
        byte[] json = Fixture.JSON.encode(snapshot);
        try {
            Expect.that(Fixture.JSON.decode(json, SnapshotLimits.DEFAULT).equals(snapshot), "JSON changed a snapshot");
        } catch (SnapshotFormatException refusal) {
            Expect.that(json.length > SnapshotLimits.DEFAULT.maxPayloadBytes(), "JSON refuses what it wrote");
        }
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots().map(Fixture.CBOR::encode).toList();
    }
}
