/** Targets for a fuzzer: each takes bytes and throws where something is not as it must be. */
@org.jspecify.annotations.NullMarked
package dev.mooring.fuzz;
