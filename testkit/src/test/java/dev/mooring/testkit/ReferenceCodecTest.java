package dev.mooring.testkit;

import dev.mooring.api.spi.SnapshotCodec;
import java.nio.ByteBuffer;
import java.util.Optional;

class ReferenceCodecTest extends SnapshotCodecContract {
    @Override
    protected SnapshotCodec codec() {
        return new ReferenceCodec();
    }

    @Override
    protected Optional<byte[]> newerDocument() {
        return Optional.of(ByteBuffer.allocate(Long.BYTES)
                .putLong(ReferenceCodec.VERSION + 1)
                .array());
    }
}
