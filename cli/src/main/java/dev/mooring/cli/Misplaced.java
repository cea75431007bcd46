package dev.mooring.cli;

import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tokens and snapshots that were put among the arguments, from where no message may carry them into a log. */
final class Misplaced {
    private static final Pattern CONTENT = Pattern.compile("(^|=)\\s*(mrt[0-9]+\\.|\\{)");

    private Misplaced() {}

    static boolean isIn(String argument) {
        return CONTENT.matcher(argument).find();
    }

    /** What picocli says of wrong arguments, which it repeats, without those that are content. */
    static String leftOut(ParameterException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "The arguments cannot be used");
        if (e instanceof UnmatchedArgumentException unmatched) {
            for (String argument : unmatched.getUnmatched()) {
                message = isIn(argument) ? message.replace(argument, "…") : message;
            }
        }
        return message;
    }
}
