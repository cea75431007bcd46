package dev.mooring.token.internal;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes key ids: random, so that an id is never used again. */
public final class KeyIds {

    private KeyIds() {}

    /** A {@code k} and eight hexadecimal digits. */
    public static String next(SecureRandom random) {
        return "k" + HexFormat.of().toHexDigits(random.nextInt());
    }
}
