package dev.mooring.api.spi;

/**
 * A seal does not verify. It says nothing more, neither by message nor by cause, so that it cannot become an oracle.
 */
public final class SealBrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes the exception, without message, cause or stack trace. */
    public SealBrokenException() {
        super(null, null, false, false);
    }
}
