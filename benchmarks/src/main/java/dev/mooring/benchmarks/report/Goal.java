package dev.mooring.benchmarks.report;

import java.util.Optional;

/**
 * A bound that a figure is to keep.
 *
 * @param name the name of the figure
 * @param bound the bound
 * @param atMost whether less is better
 * @param figure how it is computed
 */
record Goal(String name, double bound, boolean atMost, Figure figure) {

    /** How a figure stands to the bound. */
    enum State {
        REACHED("reached"),
        MISSED("missed"),
        NOT_MEASURED("not measured");

        final String text;

        State(String text) {
            this.text = text;
        }
    }

    static Goal atMost(double bound, String name, Figure figure) {
        return new Goal(name, bound, true, figure);
    }

    static Goal atLeast(double bound, String name, Figure figure) {
        return new Goal(name, bound, false, figure);
    }

    State state(Results results) {
        return figure.in(results)
                .map(measured -> keeps(measured.value()) ? State.REACHED : State.MISSED)
                .orElse(State.NOT_MEASURED);
    }

    /** Whether the figure's error reaches over the bound, so that another run may say otherwise. */
    boolean isClose(Measured measured) {
        return Math.abs(measured.value() - bound) < measured.error();
    }

    String boundText() {
        return (atMost ? "at most " : "at least ") + (bound < 100 ? String.valueOf(bound) : Measured.number(bound));
    }

    Optional<Measured> in(Results results) {
        return figure.in(results);
    }

    private boolean keeps(double value) {
        return atMost ? value <= bound : value >= bound;
    }
}
