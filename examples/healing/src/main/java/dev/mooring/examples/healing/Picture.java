package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.Idempotent;
import dev.mooring.rpc.capnweb.RpcTarget;

/** A picture of cells. */
public interface Picture extends RpcTarget {

    /** Paints a cell. It may run again, because the board knows each call by its key. */
    @Idempotent
    Painted paint(int cell, int colour);

    /** Shows a page all strokes, also those to come. */
    @Idempotent
    void watch(Watcher watcher);

    /** Signs the picture, which takes two seconds. It must not run again, so a call in flight at a kill is in doubt. */
    String sign(String name);

    /**
     * How a call of {@link #paint} came out.
     *
     * @param sum the strokes of this session
     * @param repeated whether an earlier server may have run the call
     * @param server the server that answers
     */
    record Painted(long sum, boolean repeated, String server) {}
}
