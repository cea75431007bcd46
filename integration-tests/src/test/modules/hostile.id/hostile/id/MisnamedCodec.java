package hostile.id;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;

public final class MisnamedCodec implements SnapshotCodec {
    public MisnamedCodec() {}

    @Override
    public String id() {
        return "JSON!";
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
