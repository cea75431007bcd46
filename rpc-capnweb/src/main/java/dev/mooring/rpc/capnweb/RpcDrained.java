package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.Left;
import java.util.List;

/**
 * How a server has left: {@link RpcEndpoint#drain}.
 *
 * @param moved sessions whose clients have the last token, and are on their way to another server
 * @param away sessions that were saved, and whose clients did not fetch the last token: each resumes from an earlier one,
 *     as if the server had been killed
 * @param unsaved sessions that got no token, because they are {@linkplain RpcCommit#tokenChars fragile} or a method kept its
 *     thread beyond the grace: each resumes from an earlier token, as if the server had been killed
 * @param cutOff calls that had begun to run and did not end within the grace: on the next server they run again flagged, or
 *     are rejected as in doubt
 * @param plain connections of clients without the healing link, which were closed
 */
public record RpcDrained(int moved, int away, int unsaved, int cutOff, int plain) {

    static RpcDrained of(List<Left> sessions, int plain) {
        return new RpcDrained(
                count(sessions, Left.Way.MOVED),
                count(sessions, Left.Way.AWAY),
                count(sessions, Left.Way.UNSAVED),
                sessions.stream().mapToInt(Left::cutOff).sum(),
                plain);
    }

    private static int count(List<Left> sessions, Left.Way way) {
        return (int) sessions.stream().filter(left -> left.way() == way).count();
    }
}
