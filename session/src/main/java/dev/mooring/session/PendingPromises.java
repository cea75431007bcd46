package dev.mooring.session;

/** What a resume does with the promises that were pending. */
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
