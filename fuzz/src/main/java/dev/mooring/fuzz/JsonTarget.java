package dev.mooring.fuzz;

import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.spi.SnapshotFormatException;
import java.util.List;

/** JSON: what is read is written and read the same again, by this codec and the other. */
public final class JsonTarget {
    private JsonTarget() {}

    /** Takes a document. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SessionSnapshot snapshot = Fixture.JSON.decode(input, SnapshotLimits.DEFAULT);
            byte[] written = Fixture.JSON.encode(snapshot);
            Expect.that(
                    Fixture.JSON.decode(written, SnapshotLimits.DEFAULT).equals(snapshot), "JSON changed a snapshot");
            byte[] other = Fixture.CBOR.encode(snapshot);
            Expect.that(Fixture.CBOR.decode(other, SnapshotLimits.DEFAULT).equals(snapshot), "CBOR changed a snapshot");
        } catch (SnapshotFormatException refusal) {
            Expect.plain(refusal);
        }
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots().map(Fixture.JSON::encode).toList();
    }
}
