package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.session.Session;
import java.util.List;

/**
 * A peer as the link sees it. Nothing here blocks or runs the application's code, and all of it can be called under a lock
 * of the link; the peer calls the link under no lock at all.
 */
public interface LinkedPeer {

    /**
     * The session.
     *
     * @return the same one always
     */
    Session session();

    /** Lets a restored peer run: until now it was inert. It has received again all that was pending. */
    void start();

    /** A client that lost its socket is served again, and nothing was lost. */
    void attached();

    /** The server leaves: no call begins to run any more. The link is woken when those that run have ended. */
    void leave();

    /**
     * How many calls have begun to run and have not ended.
     *
     * @return 0 or more
     */
    int running();

    /**
     * A commit is on its way.
     *
     * @param tokenChars the length of its token, or 0 if it has none
     * @param taken its contents
     */
    void committed(int tokenChars, Taken taken);

    /**
     * Takes a message, which follows the one before.
     *
     * @param number its number
     * @param line its text
     */
    void receive(long number, String line);

    /**
     * Takes a message whose effect the session knows: a pending call is bound to the id that it had.
     *
     * @param number its number
     * @param pushId the id of the call, or 0 if it is no call but settled a promise that a call was given
     * @param line its text
     */
    void receiveAgain(long number, long pushId, String line);

    /**
     * Has something run between two segments of the application's code.
     *
     * @param cut the code to run
     */
    void betweenSegments(Runnable cut);

    /**
     * Has something run when all calls that were received so far have begun to run, or wait for something.
     *
     * @param code the code to run
     */
    void afterCallsSoFar(Runnable code);

    /**
     * Takes the outputs, and says which state they belong to; called under the session's guard.
     *
     * @return the contents of a commit
     */
    Taken take();

    /**
     * Whether there are outputs.
     *
     * @return whether {@link #take} would give one
     */
    boolean hasOutputs();

    /**
     * Ends the peer without a word to its client.
     *
     * @param reason for the application
     */
    void end(String reason);

    /**
     * The state of a peer at one instant.
     *
     * @param lines the outputs since the last time, in order
     * @param covers the number of the last message that has taken effect
     * @param pending the messages whose bodies a server would need, in ascending order
     * @param doubt the numbers of the calls that were rejected as in doubt since the last time, in ascending order
     */
    record Taken(List<String> lines, long covers, List<PendingMessage> pending, List<Long> doubt) {}

    /**
     * A message whose body another server would need.
     *
     * @param number its number
     * @param pushId the id of the call, or 0 if it is no call but settled a promise that a call was given
     * @param started whether the call has begun to run
     */
    record PendingMessage(long number, long pushId, boolean started) {}
}
