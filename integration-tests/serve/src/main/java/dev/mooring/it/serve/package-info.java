/** A server process with {@code jakarta.websocket}, and the tests that it has to pass, whichever server it is. */
@NullMarked
package dev.mooring.it.serve;

import org.jspecify.annotations.NullMarked;
