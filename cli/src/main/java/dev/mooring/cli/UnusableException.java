package dev.mooring.cli;

/** A file, an argument or the output cannot be used; the message names the fault and the remedy. */
final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }

    /** Repeats the API's message, which is a sentence; a failure without a message was not foreseen. */
    UnusableException(Exception refusal) {
        super(refusal.getMessage());
    }

    /** Standard output takes nothing. */
    static UnusableException unwritable() {
        return new UnusableException(
                "The result cannot be written to standard output: check where it goes, and the space on that disk");
    }
}
