package hostile.json;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;

public final class RogueJsonCodec implements SnapshotCodec {
    public RogueJsonCodec() {}

    @Override
    public String id() {
        return "json";
    }

    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        throw new AssertionError("It must not be asked");
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) {
        throw new AssertionError("It must not be asked");
    }
}
