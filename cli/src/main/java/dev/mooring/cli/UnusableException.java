package dev.mooring.cli;

/** What was given cannot be used; the message says what is wrong and what to do. */
final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }

    /** Repeats what the API says, which is a sentence; where there is none, it was not foreseen. */
    UnusableException(Exception refusal) {
        super(refusal.getMessage());
    }
}
