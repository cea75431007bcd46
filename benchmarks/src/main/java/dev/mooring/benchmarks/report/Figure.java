package dev.mooring.benchmarks.report;

import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** How a figure is computed from results: a formula over rows, which has no value if one of its rows is missing. */
@FunctionalInterface
interface Figure {

    Optional<Measured> in(Results results);

    /** JMH's own figure of a row. */
    static Figure time(String row, Map<String, String> parameters) {
        return results -> results.row(row, parameters).map(Results.Row::score);
    }

    /** The bytes that one operation of a row allocates. */
    static Figure allocation(String row, Map<String, String> parameters) {
        return results -> results.row(row, parameters).flatMap(Results.Row::allocation);
    }

    /** A size that a row noted, such as {@code token.chars}. */
    static Figure size(String name, String row, Map<String, String> parameters) {
        return results -> results.row(row, parameters)
                .flatMap(found -> Optional.ofNullable(found.sizes().get(name)))
                .map(size -> Measured.exact(size.value()));
    }

    default Figure plus(Figure other) {
        return with(other, Measured::plus);
    }

    default Figure minus(Figure other) {
        return with(other, Measured::minus);
    }

    default Figure over(Figure other) {
        return with(other, Measured::over);
    }

    /** The lower of both, if both were measured. */
    default Figure lower(Figure other) {
        return with(other, Measured::lower);
    }

    private Figure with(Figure other, BinaryOperator<Measured> operator) {
        return results -> in(results).flatMap(a -> other.in(results).map(b -> operator.apply(a, b)));
    }
}
