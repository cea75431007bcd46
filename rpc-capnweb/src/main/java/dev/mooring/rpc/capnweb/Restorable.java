package dev.mooring.rpc.capnweb;

/**
 * A target that can be made again on another server, by the {@link RpcRestorer}. If the client has a target that is not, its
 * calls are rejected once the session was restored elsewhere.
 */
public interface Restorable {

    /**
     * Names the target.
     *
     * @return a reference of 1 to 1,000 characters by which the application makes an equal target again; the same always
     */
    String reference();
}
