/**
 * The {@code mooring} command: {@link dev.mooring.cli.Mooring} knows the commands, each command is a class, and
 * {@link dev.mooring.cli.Console} is all that they share with the world.
 */
@NullMarked
package dev.mooring.cli;

import org.jspecify.annotations.NullMarked;
