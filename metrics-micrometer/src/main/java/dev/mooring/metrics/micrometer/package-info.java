/** Counts of tokens and keys for Micrometer: one listener for a manager. */
package dev.mooring.metrics.micrometer;
