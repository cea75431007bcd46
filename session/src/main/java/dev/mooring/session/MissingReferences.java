package dev.mooring.session;

/** The treatment of a stub or a pending promise that has no reference, when its session is captured. */
public enum MissingReferences {
    /** The capture is refused: the session cannot be suspended, and the message names the entry. */
    REFUSE,
    /** The entry is left out, and reported in {@link SuspendedSession#leftOut}. */
    LEAVE_OUT,
    /**
     * The entry is captured as rejected with an error value, and reported in {@link SuspendedSession#leftOut}: its id stays
     * in use, and who asks for it learns that it is gone. The live entry stays as it is. A snapshot has no rejected imports;
     * there the error is the value.
     */
    REJECT
}
