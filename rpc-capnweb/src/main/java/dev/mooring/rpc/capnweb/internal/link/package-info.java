/**
 * The healing link, as docs/format/capnweb-link-v1.md defines it: frames, numbers, commits, attaching and resuming. It
 * knows sockets and sessions, and of a peer only {@link LinkedPeer}.
 *
 * <p>{@code RpcEndpoint} does not use it yet: its peer is a model so far, which the tests crash at each frame.
 */
@NullMarked
package dev.mooring.rpc.capnweb.internal.link;

import org.jspecify.annotations.NullMarked;
