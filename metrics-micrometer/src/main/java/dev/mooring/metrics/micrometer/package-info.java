/** Counts of tokens and keys for Micrometer: one listener for a manager. */
@NullMarked
package dev.mooring.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
