/** Runs the benchmarks and says what their figures mean: the goals, the tables, the charts. */
@NullMarked
package dev.mooring.benchmarks.report;

import org.jspecify.annotations.NullMarked;
