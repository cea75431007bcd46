package dev.mooring.token.internal;

import java.nio.charset.StandardCharsets;

/** The form of the ids of codecs, sealers and keys. */
public final class Ids {
    /** The form of the id of a codec or a sealer as a regular expression, to be part of another. */
    public static final String PROVIDER = "[a-z0-9-]{1,32}";

    /** The form of the id of a codec or a sealer in words, to end a sentence. */
    public static final String PROVIDER_FORM = "1 to 32 characters of a-z 0-9 -";

    /** The form of the id of a key in words. */
    public static final String KEY_FORM = "1 to 32 characters of a-z 0-9";

    private static final int MOST_CHARS = 32;

    private Ids() {}

    /** Tells whether a text has the form of the id of a codec or a sealer. */
    public static boolean isProvider(String id) {
        // a character beyond Latin-1 becomes '?', which no id has
        return isProvider(id.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Tells whether characters have the form of the id of a codec or a sealer. */
    public static boolean isProvider(byte[] ascii) {
        return isId(ascii, true);
    }

    /** Tells whether characters have the form of the id of a key. */
    public static boolean isKey(byte[] ascii) {
        return isId(ascii, false);
    }

    /** In a loop, as a pattern takes 5 % of the time of opening. */
    private static boolean isId(byte[] ascii, boolean dashes) {
        for (byte each : ascii) {
            if (!(each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || dashes && each == '-')) {
                return false;
            }
        }
        return ascii.length >= 1 && ascii.length <= MOST_CHARS;
    }
}
