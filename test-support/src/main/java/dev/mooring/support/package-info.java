/** The real parts that tests of several modules start or read: a Redis, Node.js, published vectors. */
package dev.mooring.support;
