/** Counts of tokens, keys, sessions and Cap'n Web endpoints for Micrometer: one listener for each kind of manager. */
@NullMarked
package dev.mooring.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
