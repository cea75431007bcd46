package dev.mooring.codec.cbor;

import dev.mooring.api.spi.SnapshotFormatException;

/** The keys of one map, each of which must be greater than the one before it, by their bytes. */
final class AscendingKeys {
    private final CborInput in;
    private int previousFrom;
    private int previousTo;

    /** Starts before a map's first key, which is greater than the no bytes before it. */
    AscendingKeys(CborInput in) {
        this.in = in;
        previousFrom = in.position();
        previousTo = previousFrom;
    }

    /** Checks the key that was just read. */
    void check() throws SnapshotFormatException {
        in.requireAscending(previousFrom, previousTo);
        previousFrom = in.start();
        previousTo = in.position();
    }
}
