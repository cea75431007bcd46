import org.jspecify.annotations.NullMarked;

/**
 * Small session snapshots: the codec {@code cbor}, in a deterministic profile of RFC 8949.
 *
 * <p>Jackson's generator writes every document; a strict reader of its own reads them.
 *
 * <p>Its presence on the module path or class path is enough; {@link dev.mooring.codec.cbor.CborSnapshotCodec} may also
 * be handed to the builder.
 *
 * @provides dev.mooring.api.spi.SnapshotCodec the codec {@code cbor}
 */
@NullMarked
module dev.mooring.codec.cbor {
    requires transitive dev.mooring.api;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.dataformat.cbor;

    exports dev.mooring.codec.cbor;

    provides dev.mooring.api.spi.SnapshotCodec with
            dev.mooring.codec.cbor.CborSnapshotCodec;
}
