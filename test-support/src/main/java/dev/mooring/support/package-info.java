/** The real parts that tests of several modules start or read: a Redis, Node.js, published vectors. */
@NullMarked
package dev.mooring.support;

import org.jspecify.annotations.NullMarked;
