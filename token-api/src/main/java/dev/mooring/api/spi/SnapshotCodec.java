package dev.mooring.api.spi;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;

/**
 * Turns snapshots into bytes and back.
 *
 * <p>Stateless and thread-safe, with a public constructor without parameters; found by {@link java.util.ServiceLoader}
 * or handed to the builder. Bytes are decoded only after their seal was verified, but they may come from a faulty or
 * older issuer, so a codec reads strictly: one spelling for each snapshot's parts, nothing unknown, nothing left over.
 */
public interface SnapshotCodec {

    /**
     * The id that stands in every token.
     *
     * @return 1 to 32 characters of {@code a-z 0-9 -}, always the same
     */
    String id();

    /**
     * Encodes a snapshot. The limits have been checked.
     *
     * @param snapshot what to encode
     * @return its bytes, the caller's to keep
     * @throws IllegalArgumentException when the snapshot holds what this codec cannot write
     */
    byte[] encode(SessionSnapshot snapshot);

    /**
     * Decodes a snapshot.
     *
     * @param payload exactly one encoded snapshot, not to be changed
     * @param limits bounds to give up at early, before memory is spent; they are checked again on the whole snapshot
     * @return the snapshot
     * @throws SnapshotFormatException when the bytes are not acceptable, or of a newer version than this codec reads
     */
    SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException;
}
