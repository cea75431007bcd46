package dev.mooring.rpc.capnweb;

import java.util.Optional;

/**
 * Makes the targets of a session again on another server, from the references that {@link Restorable#reference} gave them.
 *
 * <pre>{@code
 * RpcRestorer restorer = (reference, peer) -> reference.startsWith("cart:")
 *         ? Optional.of(new CartOf(peer, reference.substring(5)))
 *         : Optional.empty();
 * }</pre>
 *
 * <p>A reference comes from a sealed token, so no client can invent one. Whether the client may still have the target is
 * decided here, with {@link RpcPeer#context} and {@link RpcPeer#variables}. Called once for each reference of a session, on
 * the thread that resumes, before anything of the session runs; it may block. Thread-safe.
 */
@FunctionalInterface
public interface RpcRestorer {

    /**
     * Makes a target again.
     *
     * @param reference the reference that {@link Restorable#reference} gave
     * @param peer the client, whose session is restored; its calls are answered after the resume
     * @return a target that is equal to the one before; empty if the client may not have it any more or nobody knows the
     *     reference: then calls of this one stub are rejected, and the rest of the session is restored
     * @throws Exception if it cannot be made at present: the client is refused, and tries again later
     */
    Optional<? extends RpcTarget> restore(String reference, RpcPeer peer) throws Exception;
}
