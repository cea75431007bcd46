/** Two of these servers stand behind one page. Kill one, and the page goes on at the other. */
@NullMarked
package dev.mooring.examples.healing;

import org.jspecify.annotations.NullMarked;
