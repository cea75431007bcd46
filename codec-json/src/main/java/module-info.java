import org.jspecify.annotations.NullMarked;

/**
 * Session snapshots as readable JSON, with values spelled as Cap'n Web spells them.
 *
 * <p>Needs nothing but the streaming half of Jackson.
 *
 * @provides dev.mooring.api.spi.SnapshotCodec the codec {@code json}, so that a server reads and writes JSON as soon
 *     as this module is on its path
 */
@NullMarked
module dev.mooring.codec.json {
    requires static org.jspecify;
    requires transitive dev.mooring.api;
    requires tools.jackson.core;

    exports dev.mooring.codec.json;

    provides dev.mooring.api.spi.SnapshotCodec with
            dev.mooring.codec.json.JsonSnapshotCodec;
}
