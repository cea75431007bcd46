package dev.mooring.codec.cbor;

/** The UTF-8 of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class StrictUtf8 {
    private static final int[] LEAST_OF_LENGTH = {0, 0, 0x80, 0x800, 0x1_0000};

    private StrictUtf8() {}

    /** Finds the first byte of the first character that is malformed, or −1. */
    static int firstMalformed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at];
            int length = lead >= 0 ? 1 : multiByteLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** The length of the character here, or 0 where it is malformed. */
    private static int multiByteLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc0 || lead >= 0xf8 || length > to - at) {
            return 0;
        }
        int codePoint = lead & 0xff >> length + 1;
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | bytes[i] & 0x3f;
        }
        boolean wellFormed = codePoint >= LEAST_OF_LENGTH[length]
                && codePoint <= Character.MAX_CODE_POINT
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return wellFormed ? length : 0;
    }
}
