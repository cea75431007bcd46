package dev.mooring.store.redis;

/** A server answered by an error, of which only the code is known here. */
final class ErrorReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    ErrorReplyException(String code, boolean passing) {
        super(code);
        this.passing = passing;
    }

    /** Whether the error may be over soon. */
    boolean isPassing() {
        return passing;
    }
}
