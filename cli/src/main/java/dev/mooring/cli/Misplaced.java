package dev.mooring.cli;

import java.util.regex.Pattern;

/** Finds tokens and snapshots among the arguments, which no message may carry into a log. */
final class Misplaced {
    /**
     * Content as a whole argument or behind an equals sign; other than at the start, it may be a context's value. Names
     * of files that only begin like content are shorter, or have a folder before them.
     */
    private static final Pattern CONTENT =
            Pattern.compile("^(?!--context=[^={]+=)([^/]*=)?\\s*(mrt[0-9]+\\.[A-Za-z0-9_-]{60,}|\\{\\s*\")");

    private Misplaced() {}

    static boolean isAmong(String... arguments) {
        String before = "";
        for (String argument : arguments) {
            String whole = before.equals("--context") ? before + "=" + argument : argument;
            if (CONTENT.matcher(whole).find()) {
                return true;
            }
            before = argument;
        }
        return false;
    }
}
