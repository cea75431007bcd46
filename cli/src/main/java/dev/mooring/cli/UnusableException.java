package dev.mooring.cli;

/** What was given cannot be used; the message says what is wrong and what to do. */
final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }
}
