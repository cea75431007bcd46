package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Arrays;
import java.util.List;

/** CBOR: a snapshot that is read is written in the same bytes again, and the JSON codec reads the same one. */
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
        Fixture.readAgain(Fixture.JSON, Fixture.JSON.encode(snapshot))
                .ifPresent(again ->
                        Expect.that(Arrays.equals(Fixture.CBOR.encode(again), input), "JSON changed a snapshot"));
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots().map(Fixture.CBOR::encode).toList();
    }
}
