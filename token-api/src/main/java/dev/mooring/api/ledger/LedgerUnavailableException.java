package dev.mooring.api.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A ledger did not answer for certain: the step that it was asked for may have happened or not. Nothing may be resumed.
 *
 * <p>Message and cause are for operators, and reach nobody except the listener. Addresses in them show no passwords.
 */
public final class LedgerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the store has certainly not been asked. */
    private final boolean notAsked;

    /**
     * Makes the exception.
     *
     * @param message the fault of the ledger, and the remedy
     */
    public LedgerUnavailableException(String message) {
        super(message);
        notAsked = false;
    }

    /**
     * Makes the exception.
     *
     * @param message the fault of the ledger, and the remedy
     * @param cause the exception of the store's client
     */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
        notAsked = false;
    }

    private LedgerUnavailableException(String message, @Nullable Throwable cause, boolean notAsked) {
        super(message, cause);
        this.notAsked = notAsked;
    }

    /**
     * Makes the exception of a call that has certainly not reached the store, and so has changed nothing.
     *
     * @param message the fault of the ledger, and the remedy
     * @param cause the exception of the store's client, or null
     * @return the exception
     */
    public static LedgerUnavailableException notAsked(String message, @Nullable Throwable cause) {
        return new LedgerUnavailableException(message, cause, true);
    }

    /**
     * Tells whether the call has certainly not reached the store. Then nothing has happened, and the caller may try again
     * without a risk.
     *
     * @return true if nothing has happened; false if nobody knows
     */
    public boolean isNotAsked() {
        return notAsked;
    }
}
