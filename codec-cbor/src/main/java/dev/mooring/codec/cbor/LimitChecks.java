package dev.mooring.codec.cbor;

import dev.mooring.api.spi.SnapshotFormatException;

/** Gives up on a document as soon as it is over a limit. */
final class LimitChecks {

    private LimitChecks() {}

    /** Refuses a size over a limit, and names both. */
    static void atMost(String what, long size, String limit, int most) throws SnapshotFormatException {
        if (size > most) {
            throw new SnapshotFormatException(what + " has a size over " + limit + ", " + most);
        }
    }
}
