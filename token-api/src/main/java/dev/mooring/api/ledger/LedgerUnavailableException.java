package dev.mooring.api.ledger;

/**
 * A ledger did not answer for certain: what it was asked for may have happened or not. Nothing may be resumed on it.
 *
 * <p>Message and cause are for operators, and reach nobody but the listener; addresses in them show no passwords.
 */
public final class LedgerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong with the ledger, and what to do
     */
    public LedgerUnavailableException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what is wrong with the ledger, and what to do
     * @param cause what the store's client threw
     */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
