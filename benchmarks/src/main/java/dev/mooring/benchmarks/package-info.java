/** The JMH benchmarks, and the fixtures, floors and peers that they measure. */
@NullMarked
package dev.mooring.benchmarks;

import org.jspecify.annotations.NullMarked;
