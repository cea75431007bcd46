package dev.mooring.rpc.capnweb;

import java.util.Objects;

/** An argument does not fit its parameter. The message is for the client; the cause names classes and is not. */
final class ArgumentMismatch extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ArgumentMismatch(String method, int number, IllegalArgumentException cause) {
        super("Argument " + number + " of '" + method + "' is not of the kind that it takes", cause);
    }

    /** The message for the client. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
