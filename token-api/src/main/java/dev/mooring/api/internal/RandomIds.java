package dev.mooring.api.internal;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of 16 random bytes, written as 32 characters of lower-case hexadecimal. */
public final class RandomIds {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomIds() {}

    /** Draws an id that nobody else has. */
    public static String next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Refuses text of another form, by the name of the id. */
    public static void check(String name, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " is 16 random bytes in 32 characters of lower-case hexadecimal");
        }
    }
}
