package dev.mooring.rpc.capnweb;

/** A target that can be made again on another server. */
public interface Restorable {

    /**
     * Names the target.
     *
     * @return a reference of 1 to 1,024 characters by which the application makes an equal target again
     */
    String reference();
}
