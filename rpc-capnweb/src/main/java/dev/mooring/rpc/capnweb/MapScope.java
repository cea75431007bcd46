package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.List;

/**
 * The names in the instructions of a {@code map()}: captures have negative ids, the element has 0, and the results of
 * earlier instructions have positive ones.
 *
 * @param captures from −1 downwards
 * @param variables from 0 upwards; it grows
 */
record MapScope(List<Hook> captures, List<Hook> variables) implements Scope {

    @Override
    public Hook find(long id) throws WireException {
        List<Hook> known = id < 0 ? captures : variables;
        long index = id < 0 ? -id - 1 : id;
        if (index >= known.size()) {
            throw new WireException("no such entry on exports table: " + id);
        }
        return known.get((int) index);
    }

    @Override
    public void letGo(long id) {
        // the map keeps all until its end
    }

    @Override
    public Import introduce(long id, boolean promise) throws WireException {
        throw new WireException("A mapper function cannot refer to exports.");
    }
}
