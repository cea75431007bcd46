package dev.mooring.token.internal;

import java.util.regex.Pattern;

/** The form of the ids of codecs and sealers. */
public final class Ids {
    /** The form as a regular expression, to be part of another. */
    public static final String PROVIDER = "[a-z0-9-]{1,32}";

    /** The form in words, to end a sentence. */
    public static final String PROVIDER_FORM = "1 to 32 characters of a-z 0-9 -";

    private static final Pattern PROVIDER_PATTERN = Pattern.compile(PROVIDER);

    private Ids() {}

    /** Tells whether a text has the form of such an id. */
    public static boolean isProvider(String id) {
        return PROVIDER_PATTERN.matcher(id).matches();
    }
}
