/** A server of carts that is killed, a client that is not, and the server that goes on. */
@NullMarked
package dev.mooring.examples.plain;

import org.jspecify.annotations.NullMarked;
