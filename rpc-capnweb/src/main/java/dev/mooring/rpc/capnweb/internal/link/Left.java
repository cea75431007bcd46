package dev.mooring.rpc.capnweb.internal.link;

/**
 * How a session left a server.
 *
 * @param way how
 * @param cutOff its calls that had begun to run and had not ended
 */
public record Left(Way way, int cutOff) {

    /** The ways to leave. */
    public enum Way {
        /** Its client has the last commit and is on its way to another server. */
        MOVED,
        /** The last commit was made, and its client did not fetch it. */
        AWAY,
        /** It could not be saved, so it goes on as if the server had been killed. */
        UNSAVED,
        /** It ended meanwhile. */
        ENDED
    }
}
