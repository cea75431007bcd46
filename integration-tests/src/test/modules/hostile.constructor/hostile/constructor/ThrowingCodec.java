package hostile.constructor;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;

public final class ThrowingCodec implements SnapshotCodec {
    public ThrowingCodec() {
        throw new IllegalArgumentException("not on this machine");
    }

    @Override
    public String id() {
        return "throwing";
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
