package dev.mooring.rpc.capnweb;

/**
 * Decides how much a client may see of an exception of a target. It is asked for all but {@link RpcException}, which is
 * made for the client. Thread-safe.
 */
@FunctionalInterface
public interface ErrorRedaction {

    /** Hides everything: the client learns that the call failed. */
    ErrorRedaction HIDE = thrown -> new RpcException("The call failed");

    /** Shows the simple name of the exception's class and its message, for development. */
    ErrorRedaction SHOW = thrown ->
            new RpcException(thrown.getClass().getSimpleName(), thrown.getMessage() == null ? "" : thrown.getMessage());

    /**
     * Makes the error for the client.
     *
     * @param thrown the exception of the target
     * @return the error for the client
     */
    RpcException redact(Throwable thrown);
}
