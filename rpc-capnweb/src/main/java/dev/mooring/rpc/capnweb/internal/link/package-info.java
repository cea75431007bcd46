/**
 * The healing link, as docs/format/capnweb-link-v1.md defines it: frames, numbers, commits, attaching and resuming. It
 * knows sockets and sessions, and of a peer only {@link LinkedPeer}.
 *
 * <p>The tests crash it at each frame, with a model of a peer and with the real one.
 */
@NullMarked
package dev.mooring.rpc.capnweb.internal.link;

import org.jspecify.annotations.NullMarked;
