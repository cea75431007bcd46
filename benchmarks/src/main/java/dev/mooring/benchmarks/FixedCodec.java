package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;

/** Gives bytes that were there before, and takes them for a snapshot that was too: only the sealing is left. */
final class FixedCodec implements SnapshotCodec {
    private final byte[] payload;
    private final SessionSnapshot snapshot;

    FixedCodec(byte[] payload, SessionSnapshot snapshot) {
        this.payload = payload;
        this.snapshot = snapshot;
    }

    @Override
    public String id() {
        return "fixed";
    }

    @Override
    public byte[] encode(SessionSnapshot ignored) {
        return payload;
    }

    @Override
    public SessionSnapshot decode(byte[] opened, SnapshotLimits limits) {
        // all of it is compared by no peer either; the length shows that it was opened
        Fixture.require(opened.length == payload.length);
        return snapshot;
    }
}
