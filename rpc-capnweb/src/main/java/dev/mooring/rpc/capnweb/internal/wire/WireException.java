package dev.mooring.rpc.capnweb.internal.wire;

import java.util.Objects;

/** A message that breaks the protocol or a limit, after which a session cannot go on. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message a sentence that the other side may read: it holds bounds and ids, never content
     */
    public WireException(String message) {
        super(message);
    }

    /**
     * The sentence.
     *
     * @return never null
     */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
