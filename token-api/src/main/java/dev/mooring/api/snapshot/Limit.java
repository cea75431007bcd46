package dev.mooring.api.snapshot;

import org.jspecify.annotations.Nullable;

/** The limits of {@link SnapshotLimits}: the name, the default and the message of each stand here alone. */
enum Limit {
    DEPTH("maxDepth", 64, "levels"),
    VALUES("maxValues", 50_000, "values or more"),
    TABLE_ENTRIES("maxTableEntries", 10_000, "entries"),
    VARIABLES("maxVariables", 1_000, "variables"),
    CAPABILITIES("maxCapabilities", 1_000, "capabilities"),
    NAME_CHARS("maxNameChars", 256, "characters"),
    ARRAY_ELEMENTS("maxArrayElements", 1_000, "elements"),
    OBJECT_ENTRIES("maxObjectEntries", 100, "entries"),
    PAYLOAD_BYTES("maxPayloadBytes", 1_048_576, "bytes"),
    SESSION_ID_BYTES("maxSessionIdBytes", 256, "bytes of UTF-8"),
    REFERENCE_CHARS("maxReferenceChars", 1_024, "characters");

    private final String word;
    private final int byDefault;
    private final String unit;

    Limit(String word, int byDefault, String unit) {
        this.word = word;
        this.byDefault = byDefault;
        this.unit = unit;
    }

    /** The bound unless a builder sets another one. */
    int byDefault() {
        return byDefault;
    }

    /** Refuses a builder that was given a bound before. */
    void refuseSecond(@Nullable Integer before) {
        if (before != null) {
            throw new IllegalStateException(word + " is already set to " + before + ": set it once");
        }
    }

    /** Refuses a bound that the limit cannot have. */
    void checkBound(int bound) {
        Checks.range(word, bound, 1, this == DEPTH ? SnapshotLimits.GREATEST_DEPTH : Integer.MAX_VALUE);
    }

    /** Says that something is over the bound. */
    String exceeded(String subject, int size, int bound) {
        return subject + " has " + size + " " + unit + ", over " + word + ", " + bound;
    }
}
