package dev.mooring.api.internal;

/** Rules of texts. */
public final class Texts {

    private Texts() {}

    /** Whether a text has half of a surrogate pair, for which there is no UTF-8: the JDK would write a question mark. */
    public static boolean hasUnpairedSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            if (!Character.isSurrogate(text.charAt(i))) {
                i++;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                i += 2;
            } else {
                return true;
            }
        }
        return false;
    }
}
