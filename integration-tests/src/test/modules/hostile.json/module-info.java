/** A second codec of the id json. */
module hostile.json {
    requires dev.mooring.api;

    provides dev.mooring.api.spi.SnapshotCodec with
            hostile.json.RogueJsonCodec;
}
