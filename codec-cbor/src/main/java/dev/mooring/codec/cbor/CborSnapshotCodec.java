package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Objects;
import tools.jackson.core.exc.StreamWriteException;

/**
 * Snapshots as CBOR (RFC 8949): small, and readable by any other CBOR library with {@code docs/format/snapshot.cddl} at
 * hand.
 *
 * <p>Each snapshot has exactly one encoding, by the rules of RFC 8949, section 4.2.1, with two exceptions: big integers
 * are always tagged, and objects keep the order of their keys. Every other spelling is refused when read, so
 * decoding and encoding again gives the same bytes.
 *
 * <p>Stateless and thread-safe.
 */
public final class CborSnapshotCodec implements SnapshotCodec {

    /** Makes a codec; all are alike. */
    public CborSnapshotCodec() {
        // if a library is missing, the codec fails here, and not at each token
        Objects.requireNonNull(ProfileFactory.INSTANCE);
    }

    /**
     * The id that stands in every token.
     *
     * @return {@code cbor}
     */
    @Override
    public String id() {
        return "cbor";
    }

    /**
     * Encodes a snapshot in the only way there is.
     *
     * @param snapshot the snapshot
     * @return its bytes, the caller's to keep
     * @throws IllegalArgumentException when a text has an unpaired surrogate, or a value nests deeper than
     *     {@link SnapshotLimits#GREATEST_DEPTH}
     */
    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        DocumentBytes bytes = new DocumentBytes();
        ProfileGenerator out = ProfileFactory.INSTANCE.generator(bytes);
        try {
            new SnapshotWriter(out).write(snapshot);
            // not after a failure: to close a generator is to write on
            out.close();
        } catch (StreamWriteException unpairedSurrogate) {
            // nothing else that is given to the generator here is refused
            throw ProfileGenerator.unpairedSurrogate();
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a snapshot, and refuses every spelling that {@link #encode} does not write.
     *
     * @param payload exactly one encoded snapshot, not to be changed
     * @param limits bounds to give up at early; those for lengths, counts and depth are all checked here
     * @return the snapshot
     * @throws SnapshotFormatException when the bytes are not acceptable, or of a newer version than this codec reads
     */
    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
        return SnapshotReader.read(payload, Objects.requireNonNull(limits, "limits"));
    }
}
