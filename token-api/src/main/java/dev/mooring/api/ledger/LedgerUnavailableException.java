package dev.mooring.api.ledger;

/**
 * A ledger did not answer for certain: the step that it was asked for may have happened or not. Nothing may be resumed.
 *
 * <p>Message and cause are for operators, and reach nobody except the listener. Addresses in them show no passwords.
 */
public final class LedgerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the fault of the ledger, and the remedy
     */
    public LedgerUnavailableException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message the fault of the ledger, and the remedy
     * @param cause the exception of the store's client
     */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
