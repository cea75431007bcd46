package dev.mooring.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands or options that somebody may have meant who misspelt one. */
final class Suggestion {
    private Suggestion() {}

    /** The full names of the commands below a command, of which those nearer to it come first. */
    static List<String> ofCommand(CommandLine command, String word) {
        Map<String, String> candidates = new LinkedHashMap<>();
        addSubcommands(command, candidates);
        return nearest(word, candidates);
    }

    private static void addSubcommands(CommandLine command, Map<String, String> candidates) {
        command.getSubcommands()
                .values()
                .forEach(sub -> candidates.put(sub.getCommandSpec().qualifiedName(), sub.getCommandName()));
        command.getSubcommands().values().forEach(sub -> addSubcommands(sub, candidates));
    }

    /** The options of a command. */
    static List<String> ofOption(CommandLine command, String word) {
        Map<String, String> candidates = new LinkedHashMap<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            candidates.put(option.longestName(), option.longestName());
        }
        return nearest(word.replaceFirst("=.*", ""), candidates);
    }

    /** The candidates whose last word is the nearest, if it is near at all. */
    private static List<String> nearest(String word, Map<String, String> candidates) {
        Map<String, Integer> distances = candidates.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> distance(lowerCase(word), entry.getValue()),
                        (a, b) -> a,
                        LinkedHashMap::new));
        int least = distances.values().stream().min(Comparator.naturalOrder()).orElse(Integer.MAX_VALUE);
        List<String> nearest = new ArrayList<>();
        // a third of the letters may be wrong, and two in a short word such as "opne"
        if (least <= Math.max(2, word.length() / 3) && least < word.length()) {
            distances.forEach((name, distance) -> {
                if (distance == least) {
                    nearest.add(name);
                }
            });
        }
        return nearest;
    }

    private static String lowerCase(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** How many letters have to be added, removed or replaced to make one word of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
