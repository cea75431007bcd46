package dev.mooring.cli;

import dev.mooring.rollout.RolloutPlan;
import dev.mooring.rollout.RolloutReport;
import dev.mooring.rollout.RolloutReport.Refusal;
import dev.mooring.rollout.RolloutSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mooring rollout check}: would a plan refuse a valid token? */
@Command(
        name = "check",
        description = {
            "Plays a rolling deploy with real tokens on a virtual clock, and says whether any would be refused.",
            "",
            "If some would, standard error names them, the step to blame and the remedy, and the exit code is 1. Key files"
                    + " are read relative to the plan, and nothing is written."
        },
        footer = {
            "",
            "A plan:",
            "  mooring-rollout 1",
            "  step before",
            "  keys create resume.keys hmac-sha256 k1",
            "  mooring.keys = file:resume.keys",
            "  mooring.codec = json",
            "  step accept",
            "  mooring.keys = file:resume.keys",
            "  mooring.codec = json",
            "  mooring.accept.codecs = json,cbor"
        })
final class RolloutCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PLAN", description = "The plan.")
    private Path file = Path.of("");

    RolloutCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RolloutReport report = new RolloutSimulator(console.clock().instant()).run(plan());
        if (report.isSafe()) {
            console.print("No token is refused: " + console.style().grouped(report.issued())
                    + " tokens were issued and opened " + console.style().grouped(report.opened()) + " times in "
                    + report.steps() + " steps and on the way back");
            return ExitCode.DONE;
        }
        List<String> blamed =
                report.refusals().stream().map(Refusal::step).distinct().toList();
        console.say("REFUSED: valid tokens would be refused, and the step to blame is " + String.join(", ", blamed));
        for (String step : blamed) {
            console.say("step " + step);
            report.refusals().stream()
                    .filter(refusal -> refusal.step().equals(step))
                    .forEach(this::say);
        }
        return ExitCode.REFUSED;
    }

    private RolloutPlan plan() {
        try {
            return RolloutPlan.read(file);
        } catch (IOException e) {
            throw new UnusableException(e);
        }
    }

    private void say(Refusal refusal) {
        console.say("  " + refusal.summary());
        console.say("    " + refusal.advice());
    }
}
