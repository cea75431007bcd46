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

    /** Standard output takes nothing. */
    static UnusableException unwritable() {
        return new UnusableException(
                "The result cannot be written to standard output: check where it goes, and the space on that disk");
    }
}
