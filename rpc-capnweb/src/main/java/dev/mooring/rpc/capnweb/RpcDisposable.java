package dev.mooring.rpc.capnweb;

/**
 * A target that is told when the client has no stub of it any more, because it released all of them or its session ended.
 *
 * <p>{@link AutoCloseable} would not do: an object that all clients share would be closed with the first one.
 */
public interface RpcDisposable {

    /**
     * Is called once after the last stub is gone, as one of the session's calls. The target is not given to the client
     * again.
     */
    void dispose();
}
