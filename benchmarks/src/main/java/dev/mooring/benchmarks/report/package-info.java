/** Runs the benchmarks and says what their figures mean: the goals, the tables, the charts. */
package dev.mooring.benchmarks.report;
