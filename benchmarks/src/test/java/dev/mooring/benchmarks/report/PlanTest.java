package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.benchmarks.SetUpTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.options.Options;

/** The plans, without running them. */
class PlanTest {

    /** Results as a plan would give them, each row once with a score of 1. */
    private static Results planned(List<Options> plan) {
        Given given = new Given();
        for (Options options : plan) {
            Pattern pattern = Pattern.compile(options.getIncludes().get(0));
            SetUpTest.combinations()
                    .filter(each -> each.parameters().entrySet().stream().allMatch(p -> isPlanned(options, p)))
                    .forEach(each -> Arrays.stream(each.benchmark().getMethods())
                            .filter(method -> method.isAnnotationPresent(Benchmark.class))
                            .map(method -> each.benchmark().getName() + "." + method.getName())
                            .filter(name -> pattern.matcher(name).find())
                            .map(name -> name.substring("dev.mooring.benchmarks.".length()))
                            .forEach(name -> given.row(name, each.parameters(), 1, 0)));
        }
        return given.results();
    }

    private static boolean isPlanned(Options options, Map.Entry<String, String> parameter) {
        var values = options.getParameter(parameter.getKey());
        return !values.hasValue() || values.get().contains(parameter.getValue());
    }

    @Test
    void full_plan_measuresEveryGoal() {
        Results results = planned(Plan.full());

        for (Goal goal : Goals.ALL) {
            assertTrue(goal.in(results).isPresent(), goal.name());
        }
    }

    @Test
    void quick_plan_measuresEveryGoalOfTheTypicalProfile() {
        Results results = planned(Plan.quick());

        for (Goal goal : Goals.ALL) {
            boolean ofAnother = goal.name().contains("large");
            assertEquals(!ofAnother, goal.in(results).isPresent(), goal.name());
        }
    }

    @Test
    void plans_ofAnyKind_measureNoRowTwice() {
        for (List<Options> plan : List.of(Plan.quick(), Plan.full())) {
            List<String> rows = planned(plan).rows().stream()
                    .map(row -> row.name() + row.parameters())
                    .toList();
            assertEquals(rows.stream().distinct().toList(), rows);
        }
    }
}
