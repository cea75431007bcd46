package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.RpcFunction;
import java.util.List;

/** A function of a page. */
public interface Watcher extends RpcFunction {

    /** Shows strokes; the first of them has the number {@code from}, counted from 0. */
    void painted(long from, List<Stroke> strokes);

    /**
     * A stroke of anybody.
     *
     * @param cell the cell
     * @param colour its colour from now on
     */
    record Stroke(int cell, int colour) {}
}
