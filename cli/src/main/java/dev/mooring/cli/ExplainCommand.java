package dev.mooring.cli;

import dev.mooring.token.Explanation;
import dev.mooring.token.Explanation.Check;
import dev.mooring.token.Explanation.Step;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mooring explain}: why a token opens or is refused, check by check. */
@Command(
        name = "explain",
        description = {
            "Shows each check of a token in order, up to the one that fails. For operators: never show it to a client.",
            "",
            "All times and limits are at their defaults, and every codec on the path is accepted."
        },
        footer = {"", "Example:", "  mooring explain --keys my.keys --context tenant=acme token"})
final class ExplainCommand implements Runnable {
    private final Console console;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Explanation explanation = opening.manager(console).explain(opening.token(console), opening.context());
        Table table = new Table(0);
        Set<Check> notReached = EnumSet.allOf(Check.class);
        for (Step step : explanation.steps()) {
            notReached.remove(step.check());
            boolean refused =
                    explanation.refusedBy().filter(step.check()::equals).isPresent();
            table.row(number(step.check()), name(step.check()), refused ? "refused" : "passed", step.facts());
        }
        notReached.forEach(check -> table.row(number(check), name(check), "not reached"));
        table.lines().forEach(console::print);
        explanation.refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }

    private static String number(Check check) {
        return Integer.toString(check.ordinal() + 1);
    }

    private static String name(Check check) {
        return check.name().toLowerCase(Locale.ROOT);
    }
}
