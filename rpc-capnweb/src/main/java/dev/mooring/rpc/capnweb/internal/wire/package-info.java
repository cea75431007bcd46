/** The messages of Cap'n Web and their text. Nothing here knows of sessions or of Java's objects. */
@NullMarked
package dev.mooring.rpc.capnweb.internal.wire;

import org.jspecify.annotations.NullMarked;
