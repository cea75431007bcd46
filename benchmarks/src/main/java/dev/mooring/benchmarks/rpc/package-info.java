/** Mooring's Cap'n Web server beside npm's own on Node.js, under the same load of raw frames. */
@NullMarked
package dev.mooring.benchmarks.rpc;

import org.jspecify.annotations.NullMarked;
