package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Arrays;
import java.util.List;

/** JSON: a snapshot that is read is written and read the same again, by this codec and the other. */
public final class JsonTarget {
    private JsonTarget() {}

    /** Takes a document. */
    public static void fuzzerTestOneInput(byte[] input) {
        SessionSnapshot snapshot;
        try {
            snapshot = Fixture.JSON.decode(input, SnapshotLimits.DEFAULT);
        } catch (SnapshotFormatException refusal) {
            Expect.plain(refusal);
            return;
        }
        // bytes, because equal snapshots can have the members of an object in another order
        byte[] written = Fixture.JSON.encode(snapshot);
        Fixture.readAgain(Fixture.JSON, written)
                .ifPresent(again ->
                        Expect.that(Arrays.equals(Fixture.JSON.encode(again), written), "JSON changed a snapshot"));
        Fixture.readAgain(Fixture.CBOR, Fixture.CBOR.encode(snapshot))
                .ifPresent(again ->
                        Expect.that(Arrays.equals(Fixture.JSON.encode(again), written), "CBOR changed a snapshot"));
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots().map(Fixture.JSON::encode).toList();
    }
}
