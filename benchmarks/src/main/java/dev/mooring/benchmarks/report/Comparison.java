package dev.mooring.benchmarks.report;

import java.util.Optional;

/** The changes of the goals' ratios from one result file to another. */
final class Comparison {
    /** Sizes and allocations have next to no noise, and less than this is not worth a word. */
    private static final double LEAST_SHARE = 0.01;

    private final Results before;
    private final Results after;

    Comparison(Results before, Results after) {
        this.before = before;
        this.after = after;
    }

    /** The direction in which a ratio moved. */
    enum Move {
        BETTER("better"),
        WORSE("WORSE"),
        NOWHERE("");

        final String text;

        Move(String text) {
            this.text = text;
        }
    }

    Move move(Goal goal) {
        Optional<Measured> a = goal.in(before);
        Optional<Measured> b = goal.in(after);
        if (a.isEmpty() || b.isEmpty()) {
            return Move.NOWHERE;
        }
        Measured change = b.get().minus(a.get());
        double least = Math.abs(a.get().value()) * LEAST_SHARE;
        // an unknown error (NaN) makes this false: a change that may be noise is not called a move
        if (!(Math.abs(change.value()) > Math.max(change.error(), least))) {
            return Move.NOWHERE;
        }
        return change.value() < 0 == goal.atMost() ? Move.BETTER : Move.WORSE;
    }

    boolean isWorse() {
        return Goals.ALL.stream().anyMatch(goal -> move(goal) == Move.WORSE);
    }

    /** How many ratios are in both files. */
    long compared() {
        return Goals.ALL.stream()
                .filter(goal -> goal.in(before).isPresent() && goal.in(after).isPresent())
                .count();
    }

    /** The ratios that moved; the second of both files is the newer. */
    String forTerminal() {
        TextTable table = new TextTable("moved beyond its noise", "before", "after", "");
        for (Goal goal : Goals.ALL) {
            Move move = move(goal);
            if (move != Move.NOWHERE) {
                table.row(
                        goal.name(),
                        goal.in(before).orElseThrow().text(),
                        goal.in(after).orElseThrow().text(),
                        move.text);
            }
        }
        String end = compared() + " of " + Goals.ALL.size() + " ratios are in both files\n";
        return table.isEmpty() ? "No ratio moved beyond its noise; " + end : table.forTerminal() + end;
    }
}
