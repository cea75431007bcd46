package dev.mooring.rpc.capnweb;

/**
 * A target that can be made again on another server, by the {@link RpcRestorer}. Calls of a target that is not restorable
 * are rejected once the session has been restored elsewhere.
 */
public interface Restorable {

    /**
     * Names the target.
     *
     * @return a reference of 1 to 1,000 characters by which the application makes an equal target again; always the same
     */
    String reference();
}
