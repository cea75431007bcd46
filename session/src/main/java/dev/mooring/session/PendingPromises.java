package dev.mooring.session;

/** The treatment of promises that were pending when the session was suspended. */
public enum PendingPromises {
    /** The restorer attaches each again. If it refuses one, the resume is refused, as it is for a stub. */
    ATTACH,
    /**
     * The restorer attaches each again. A promise that it refuses is rejected with an error value and reported. If the
     * restorer says that trying again makes sense, the resume is refused instead.
     */
    ATTACH_OR_REJECT,
    /** Each is rejected with an error value and reported; the restorer is not asked. */
    REJECT
}
