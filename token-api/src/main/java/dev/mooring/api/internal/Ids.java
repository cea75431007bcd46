package dev.mooring.api.internal;

import java.util.regex.Pattern;

/** The forms of names that stand in key files and tokens. */
public enum Ids {
    /** A codec or a sealer. */
    PROVIDER("[a-z0-9-]{1,32}", "1 to 32 characters of a-z 0-9 -"),
    /** A key. */
    KEY("[a-z0-9]{1,32}", "1 to 32 characters of a-z 0-9"),
    /** An algorithm of a sealer. */
    ALGORITHM("[A-Z0-9_]{1,64}", "1 to 64 characters of A-Z 0-9 _"),
    /** A namespace of a ledger. */
    NAMESPACE("[a-z0-9._-]{1,64}", "1 to 64 characters of a-z 0-9 . _ -");

    private final Pattern pattern;
    private final String form;

    Ids(String regex, String form) {
        this.pattern = Pattern.compile(regex);
        this.form = form;
    }

    /** Returns a text that has the form; refuses another one in a sentence that begins with its subject. */
    public String checked(String what, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is " + form);
        }
        return text;
    }
}
