package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.WireException;

/** Finds the things that the ids in a payload of the client's stand for; used under the guard. */
interface Scope {

    /**
     * Something of ours. It is there until {@link #letGo}.
     *
     * @throws WireException if there is none of that id
     */
    Hook find(long id) throws WireException;

    void letGo(long id);

    /**
     * Something of the client's that the payload introduces; the caller becomes a user of it.
     *
     * @throws WireException if the id cannot be introduced
     */
    Import introduce(long id, boolean promise) throws WireException;
}
