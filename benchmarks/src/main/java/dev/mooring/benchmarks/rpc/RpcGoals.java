package dev.mooring.benchmarks.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goals of the comparison, as data. */
final class RpcGoals {

    /** A figure over another one, or a figure alone if {@code over} is empty, with the most that it may be. */
    record Goal(String name, String figure, String over, double most) {

        /** The measured figure; empty if there is none. */
        Optional<Double> in(Map<String, Double> figures) {
            Double value = figures.get(figure);
            Double divisor = over.isEmpty() ? Double.valueOf(1) : figures.get(over);
            return value == null || divisor == null || divisor == 0 ? Optional.empty() : Optional.of(value / divisor);
        }
    }

    static final List<Goal> ALL = List.of(
            new Goal("plain over Node, sequential calls", "plain sequential cpu", "node sequential cpu", 1),
            new Goal("plain over Node, batches of ten", "plain batch cpu", "node batch cpu", 1),
            new Goal("healing over plain, sequential calls", "healing sequential cpu", "plain sequential cpu", 2),
            new Goal("healing over plain, batches of ten", "healing batch cpu", "plain batch cpu", 1.5),
            new Goal("tokens per call, sequential calls", "healing sequential tokens", "", 1),
            new Goal("tokens per call, batches of ten", "healing batch tokens", "", 1),
            new Goal("first answer after a kill, ms", "healing resumed first ms", "", 50));

    private RpcGoals() {}
}
