/** A second codec of the id json. */
module hostile.json {
    requires dev.mooring.token;

    provides dev.mooring.token.spi.SnapshotCodec with
            hostile.json.RogueJsonCodec;
}
