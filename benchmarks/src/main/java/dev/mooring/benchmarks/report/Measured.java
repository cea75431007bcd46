package dev.mooring.benchmarks.report;

import java.util.Locale;

/**
 * A figure and how far off it may be.
 *
 * @param value the figure
 * @param error half the width of JMH's interval of 99.9 %; NaN if one sample says nothing of it
 */
record Measured(double value, double error) {

    static Measured exact(double value) {
        return new Measured(value, 0);
    }

    Measured plus(Measured other) {
        return new Measured(value + other.value, Math.hypot(error, other.error));
    }

    Measured minus(Measured other) {
        return new Measured(value - other.value, Math.hypot(error, other.error));
    }

    Measured over(Measured other) {
        double ratio = value / other.value;
        return new Measured(ratio, Math.abs(ratio) * Math.hypot(error / value, other.error / other.value));
    }

    Measured lower(Measured other) {
        return value <= other.value ? this : other;
    }

    /** The error as a share of the figure. */
    double spread() {
        return Math.abs(error / value);
    }

    /** As a person reads it, without the digits that the error makes meaningless. */
    String text() {
        String figure = number(value);
        return error > 0 ? figure + " ± " + String.format(Locale.ROOT, digits(value), error) : figure;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, digits(value), value);
    }

    private static String digits(double value) {
        return Math.abs(value) < 100 ? "%.2f" : Math.abs(value) < 1_000 ? "%.1f" : "%,.0f";
    }
}
