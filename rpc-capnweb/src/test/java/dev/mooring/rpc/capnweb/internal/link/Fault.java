package dev.mooring.rpc.capnweb.internal.link;

/**
 * Something that goes wrong at one frame.
 *
 * @param kind what
 * @param at how many frames were delivered before
 */
record Fault(Kind kind, int at) {

    /** What goes wrong, and which server the client finds next. */
    enum Kind {
        /** The socket is cut before the frame arrives. */
        CUT(false, false, false),
        /** As before, and the server does not notice. */
        HALF_OPEN(false, false, false),
        /** The frame arrives, and nothing that the server answers. */
        CUT_AFTER(false, false, true),
        /** The socket is cut, and what the client sent arrives when it is attached again. */
        LATE(false, false, false),
        /** The server is killed before the frame arrives. */
        KILL(true, true, false),
        /** As before, and the client comes back to the same address, where a new server listens. */
        KILL_AND_RESTART(true, false, false),
        /** The frame arrives and is acted upon; then the server is killed before anybody sees it. */
        KILL_AFTER(true, true, true),
        /** The client is led to the other server, while the first one lives on. */
        ELSEWHERE(false, true, false),
        /** As before, after the frame was acted upon unseen. */
        ELSEWHERE_AFTER(false, true, true),
        /** As ELSEWHERE, and a resume that the client sent to the first server arrives there later. */
        ELSEWHERE_LATE(false, true, false),
        /** The server leaves, and new connections are led to the other one. */
        DRAIN(false, true, false),
        /** As before, and the calls that run are cut off at once. */
        DRAIN_AT_ONCE(false, true, false),
        /** As DRAIN, and new connections are still led to the server that leaves until it has left. */
        DRAIN_FIRST(false, true, false);

        final boolean kills;
        final boolean moves;
        final boolean after;

        Kind(boolean kills, boolean moves, boolean after) {
            this.kills = kills;
            this.moves = moves;
            this.after = after;
        }

        /** Whether the client comes back to the copy that it left. */
        boolean isLossOfTheSocketAlone() {
            return !kills && !moves;
        }

        boolean isDrain() {
            return this == DRAIN || this == DRAIN_AT_ONCE || this == DRAIN_FIRST;
        }

        boolean isLate() {
            return this == LATE || this == ELSEWHERE_LATE;
        }
    }
}
