/** A provider whose class cannot be initialized. */
module hostile.initializer {
    requires dev.mooring.api;

    provides dev.mooring.api.spi.SnapshotCodec with
            hostile.initializer.UninitializedCodec;
}
