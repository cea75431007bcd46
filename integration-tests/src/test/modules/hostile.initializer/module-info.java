/** A provider whose class cannot be initialized. */
module hostile.initializer {
    requires dev.mooring.token;

    provides dev.mooring.token.spi.SnapshotCodec with
            hostile.initializer.UninitializedCodec;
}
