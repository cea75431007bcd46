/**
 * A Cap'n Web peer: {@link dev.mooring.rpc.capnweb.RpcEndpoint} serves {@link dev.mooring.rpc.capnweb.RpcTarget}s to clients
 * of the npm package {@code capnweb}.
 */
@NullMarked
package dev.mooring.rpc.capnweb;

import org.jspecify.annotations.NullMarked;
