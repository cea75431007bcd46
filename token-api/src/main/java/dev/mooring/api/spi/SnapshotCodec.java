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
     * Encodes a snapshot. Its limits have been checked. Equal snapshots have equal bytes.
     *
     * @param snapshot the snapshot
     * @return its bytes, the caller's to keep
     * @throws IllegalArgumentException if the snapshot holds a text with an unpaired surrogate, or anything else that this
     *     codec cannot write
     */
    byte[] encode(SessionSnapshot snapshot);

    /**
     * Decodes a snapshot. Each limit is checked while reading, before memory is spent: with the default limits, reading a
     * payload of the greatest size allocates at most 16 times its bytes. The engine checks the whole snapshot again.
     *
     * @param payload exactly one encoded snapshot, neither kept nor changed
     * @param limits the limits
     * @return the snapshot
     * @throws SnapshotFormatException if the bytes are not acceptable; over a limit, and the message names it; or of a newer
     *     version than this codec reads
     */
    SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException;
}
