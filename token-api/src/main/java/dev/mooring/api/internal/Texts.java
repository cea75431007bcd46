package dev.mooring.api.internal;

/** Rules of texts. */
public final class Texts {

    private Texts() {}

    /** Whether a text has half of a surrogate pair, for which there is no UTF-8: the JDK would write a question mark. */
    public static boolean hasUnpairedSurrogate(String text) {
        // counted, with one rare branch: JDK 17 and 25 both leave the loop out if all texts are Latin-1
        for (int i = 0, length = text.length(); i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
            }
        }
        return false;
    }
}
