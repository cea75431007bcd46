/** Runs the benchmarks and explains their figures: the goals, the tables, the charts. */
@NullMarked
package dev.mooring.benchmarks.report;

import org.jspecify.annotations.NullMarked;
