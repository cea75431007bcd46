package dev.mooring.rpc.capnweb;

/**
 * Decides what a client may see of an exception that a target threw. It is asked for all but {@link RpcException}, which is
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
     * @param thrown what the target threw
     * @return what the client gets
     */
    RpcException redact(Throwable thrown);
}
