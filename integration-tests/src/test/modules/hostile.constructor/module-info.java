/** A provider whose constructor throws. */
module hostile.constructor {
    requires dev.mooring.api;

    provides dev.mooring.api.spi.SnapshotCodec with
            hostile.constructor.ThrowingCodec;
}
