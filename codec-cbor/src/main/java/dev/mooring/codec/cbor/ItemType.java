package dev.mooring.codec.cbor;

/** The major types of RFC 8949, section 3.1, in the order of their numbers. */
enum ItemType {
    UNSIGNED,
    NEGATIVE,
    BYTES,
    TEXT,
    ARRAY,
    MAP,
    TAG,
    /** Floats and simple values. */
    SIMPLE;

    private static final ItemType[] BY_NUMBER = values();

    static ItemType ofInitialByte(int initialByte) {
        return BY_NUMBER[initialByte >> 5];
    }

    boolean isInteger() {
        return this == UNSIGNED || this == NEGATIVE;
    }
}
