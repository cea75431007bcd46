/** A provider whose constructor throws. */
module hostile.constructor {
    requires dev.mooring.token;

    provides dev.mooring.token.spi.SnapshotCodec with
            hostile.constructor.ThrowingCodec;
}
