package dev.mooring.codec.json;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** The members of a snapshot, in the order in which they are written. */
enum Field {
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

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::toString, Function.identity()));

    private final SerializedString encodedName;

    Field(String name) {
        encodedName = new SerializedString(name);
    }

    static @Nullable Field of(String name) {
        return BY_NAME.get(name);
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
