/** Targets for a fuzzer: each takes bytes, and throws if a rule is broken. */
@NullMarked
package dev.mooring.fuzz;

import org.jspecify.annotations.NullMarked;
