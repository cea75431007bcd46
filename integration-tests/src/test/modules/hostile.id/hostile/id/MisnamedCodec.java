package hostile.id;

import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.spi.SnapshotCodec;

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
