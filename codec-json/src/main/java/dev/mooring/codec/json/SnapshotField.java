package dev.mooring.codec.json;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** The fields of a snapshot, in the order in which they are written. */
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

    private static final Map<String, SnapshotField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SnapshotField::toString, Function.identity()));

    private static final SnapshotField[] IN_ORDER = values();

    private final SerializedString encodedName;

    SnapshotField(String name) {
        encodedName = new SerializedString(name);
    }

    static @Nullable SnapshotField of(String name) {
        return BY_NAME.get(name);
    }

    /** The field that is written after this one; the first one after the last. */
    SnapshotField next() {
        return IN_ORDER[(ordinal() + 1) % IN_ORDER.length];
    }

    SerializableString encodedName() {
        return encodedName;
    }

    /** The name as it stands in the document. */
    @Override
    public String toString() {
        return encodedName.getValue();
    }
}
