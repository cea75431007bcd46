package dev.mooring.session;

/** What a capture does with a stub or a pending promise that has no reference. */
public enum MissingReferences {
    /** It refuses: the session cannot be suspended, and the message names the entry. */
    REFUSE,
    /** It leaves the entry out, and reports it in {@link SuspendedSession#leftOut}. */
    LEAVE_OUT
}
