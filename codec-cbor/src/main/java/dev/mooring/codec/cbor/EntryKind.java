package dev.mooring.codec.cbor;

/** The kinds of entries, each the first element of its entry. */
final class EntryKind {
    static final int RESOLVED = 0;
    static final int STUB = 1;
    static final int PROMISE = 2;
    static final int REJECTED = 3;
    static final int PULLED_PROMISE = 4;

    private EntryKind() {}
}
