/** A provider whose id is outside the grammar. */
module hostile.id {
    requires dev.mooring.token;

    provides dev.mooring.token.spi.SnapshotCodec with
            hostile.id.MisnamedCodec;
}
