package hostile.initializer;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;

public final class UninitializedCodec implements SnapshotCodec {
    private static final int NEVER = Integer.parseInt("not on this machine");

    public UninitializedCodec() {
        assert NEVER == 0;
    }

    @Override
    public String id() {
        return "uninitialized";
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
