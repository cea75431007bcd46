package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.Idempotent;
import dev.mooring.rpc.capnweb.RpcTarget;

/** The object that a page calls first. */
public interface Gallery extends RpcTarget {

    /** Gives a stub of a picture that everybody paints on. */
    @Idempotent
    Picture picture();
}
