package dev.mooring.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The man page of one command, in the macros of man(7). It has no date, so two builds make the same page. */
final class ManPage {
    private static final Pattern START_OF_REQUEST = Pattern.compile("(?m)^([.'])");

    private final CommandLine command;
    private final CommandSpec spec;
    private final StringBuilder text = new StringBuilder();

    ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    /** The name of the page, such as {@code mooring-keys-create}. */
    String name() {
        return nameOf(spec);
    }

    private static String nameOf(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    String text() {
        text.setLength(0);
        line(".TH " + roff(name()) + " 1 \"\" \"Mooring " + roff(Version.ofMooring()) + "\" \"Mooring\"");
        section("NAME", () -> line(roff(name()) + " \\- " + roff(summary(spec))));
        section("SYNOPSIS", this::synopsis);
        section("DESCRIPTION", () -> paragraphs(spec.usageMessage().description()));
        entries("COMMANDS", commands(), each -> entry(bold(nameOf(each)) + "(1)", summary(each)));
        entries("ARGUMENTS", spec.positionalParameters(), each -> entry(italic(each.paramLabel()), each.description()));
        entries("OPTIONS", options(), each -> entry(names(each), each.description()));
        section(
                "EXIT STATUS",
                () -> spec.usageMessage()
                        .exitCodeList()
                        .forEach((code, meaning) -> entry(bold(code.strip()), meaning)));
        section("EXAMPLES", () -> example(spec.usageMessage().footer()));
        section("SEE ALSO", () -> line(seeAlso()));
        return text.toString();
    }

    /** A section, unless its content is empty. */
    private void section(String title, Runnable content) {
        int start = text.length();
        line(".SH " + title);
        int end = text.length();
        content.run();
        if (text.length() == end) {
            text.setLength(start);
        }
    }

    private <T> void entries(String title, List<T> all, Consumer<T> each) {
        section(title, () -> all.forEach(each));
    }

    private void synopsis() {
        String shown = new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
        line(".nf");
        shown.lines().forEach(each -> line(roff(each)));
        line(".fi");
    }

    private List<CommandSpec> commands() {
        return command.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    private List<OptionSpec> options() {
        return spec.options().stream()
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    private static String summary(CommandSpec spec) {
        return spec.usageMessage().description()[0];
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
        return Stream.of(option.names()).map(ManPage::bold).collect(Collectors.joining(", ")) + value;
    }

    private void entry(String term, String... description) {
        line(".TP");
        line(term);
        line(roff(String.join(" ", description).strip()));
    }

    /** An empty line parts two paragraphs. */
    private void paragraphs(String... lines) {
        for (String each : lines) {
            line(each.isEmpty() ? ".PP" : roff(each));
        }
    }

    private void example(String... lines) {
        if (lines.length > 0) {
            line(".nf");
            Arrays.stream(lines)
                    .skip(lines[0].isEmpty() ? 1 : 0)
                    .forEach(each -> line(each.isEmpty() ? ".sp" : roff(each)));
            line(".fi");
        }
    }

    private String seeAlso() {
        Stream<CommandSpec> parent = Stream.ofNullable(spec.parent());
        Stream<CommandSpec> siblings = Stream.ofNullable(command.getParent())
                .flatMap(above -> above.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .filter(each -> each != spec);
        return Stream.of(parent, siblings)
                .flatMap(each -> each)
                .map(each -> bold(nameOf(each)) + "(1)")
                .collect(Collectors.joining(", "));
    }

    private void line(String line) {
        if (!line.isEmpty()) {
            text.append(line).append('\n');
        }
    }

    private static String bold(String plain) {
        return "\\fB" + roff(plain) + "\\fR";
    }

    private static String italic(String plain) {
        return "\\fI" + roff(plain) + "\\fR";
    }

    /** Text as roff reads it: hyphens that can be copied, and no line that is taken for a request. */
    private static String roff(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
        return START_OF_REQUEST.matcher(escaped).replaceAll("\\\\&$1");
    }
}
