package dev.mooring.codec.cbor;

/** The fields of a snapshot; each one's key is its position here, so new ones go to the end. */
enum SnapshotField {
    VERSION("v"),
    SESSION_ID("sessionId"),
    CREATED_AT("createdAt"),
    LAST_ACTIVITY("lastActivity"),
    GENERATION("generation"),
    CHECKPOINT("checkpoint"),
    NEXT_POSITIVE_ID("nextPositiveId"),
    NEXT_NEGATIVE_ID("nextNegativeId"),
    NEXT_PEER_ID("nextPeerId"),
    IMPORTS("imports"),
    EXPORTS("exports"),
    VARIABLES("variables"),
    MAX_AGE_SECONDS("maxAgeSeconds"),
    CAPABILITIES("capabilities");

    private final String title;

    SnapshotField(String title) {
        this.title = title;
    }

    /** The integer key in the document. */
    int key() {
        return ordinal();
    }

    /** The field as messages call it. */
    @Override
    public String toString() {
        return title + " (key " + key() + ")";
    }
}
