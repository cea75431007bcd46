package dev.mooring.session;

/** The treatment of promises that were pending when the session was suspended. */
public enum PendingPromises {
    /** Each is attached again by the restorer, and one that it refuses refuses the resume, as a stub does. */
    ATTACH,
    /**
     * Each is attached again by the restorer, and one that it refuses is rejected with an error value and reported; unless
     * the restorer says that trying again makes sense, which refuses the resume.
     */
    ATTACH_OR_REJECT,
    /** Each is rejected with an error value and reported; the restorer is not asked. */
    REJECT
}
