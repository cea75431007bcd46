/** A provider whose id is outside the grammar. */
module hostile.id {
    requires dev.mooring.api;

    provides dev.mooring.api.spi.SnapshotCodec with
            hostile.id.MisnamedCodec;
}
