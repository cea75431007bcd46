package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.WireException;

/**
 * The tables of a session.
 *
 * @param core the session
 * @param again whether an earlier server had the payload: then it introduces nothing that is not known, and nothing is
 *     counted twice
 */
record SessionScope(Core core, boolean again) implements Scope {

    @Override
    public Hook find(long id) throws WireException {
        Hook found = again ? core.exports().findAgain(id) : core.exports().find(id);
        core.exports().hold(id);
        return found;
    }

    @Override
    public void letGo(long id) {
        core.exports().letGo(id);
    }

    @Override
    public Import introduce(long id, boolean promise) throws WireException {
        return again ? core.imports().introduceAgain(id) : core.imports().introduce(id, promise);
    }
}
