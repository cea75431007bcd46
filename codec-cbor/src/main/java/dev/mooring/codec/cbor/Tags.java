package dev.mooring.codec.cbor;

/** The only tags of the format. */
final class Tags {
    /** Epoch-based date, RFC 8949, section 3.4.2. */
    static final int DATE = 1;

    /** Unsigned bignum, RFC 8949, section 3.4.3. */
    static final int BIG_POSITIVE = 2;

    /** Negative bignum, RFC 8949, section 3.4.3. */
    static final int BIG_NEGATIVE = 3;

    /** A serialised object, {@code [type name, argument, …]}, of the registry of CBOR tags. */
    static final int OBJECT = 27;

    private Tags() {}
}
