package dev.mooring.cli;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The sentence, or the help, that answers wrong arguments. */
final class WrongUsage {
    private WrongUsage() {}

    static void tell(Console console, ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (isGroup(command) && !(e instanceof UnmatchedArgumentException)) {
            // no command at all
            command.usage(console.err(), command.getColorScheme());
            return;
        }
        console.say(
                message(command, e) + "; \"" + command.getCommandSpec().qualifiedName() + " --help\" shows the usage");
    }

    private static boolean isGroup(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }

    private static String message(CommandLine command, ParameterException e) {
        // an option that is missing may be there, misspelt
        List<String> unknown = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : command.getUnmatchedArguments();
        if (!unknown.isEmpty()) {
            return unknown(command, unknown.get(0));
        }
        String said = Objects.requireNonNullElse(e.getMessage(), "The arguments cannot be used");
        // picocli starts some of its sentences with a lower-case letter
        return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
    }

    private static String unknown(CommandLine command, String word) {
        String name = command.getCommandSpec().qualifiedName();
        if (word.startsWith("-")) {
            return "There is no option " + word + " of " + name + suggested(Suggestion.ofOption(command, word));
        }
        return isGroup(command)
                ? "There is no command \"" + name + " " + word + "\"" + suggested(Suggestion.ofCommand(command, word))
                : "There is one argument too many, \"" + word + "\"";
    }

    private static String suggested(List<String> names) {
        return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
    }
}
