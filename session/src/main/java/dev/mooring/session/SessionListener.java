package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;

/**
 * Is told of the events of sessions. It is called on the thread that causes the event, without the lock of a session, so
 * it should return soon. Its exceptions are ignored, except errors of the virtual machine. Events of tokens alone are
 * told to the {@link dev.mooring.token.TokenListener}.
 */
public interface SessionListener {

    /** The part that failed outside its contract. */
    enum Part {
        /** The ledger did not answer, or threw. */
        LEDGER,
        /** The restorer threw. */
        RESTORER,
        /** An object that had been granted could not be disposed of. */
        DISPOSAL,
        /** The layer of a session threw in {@link PersistentSessionManager#drain}; the session goes on. */
        LAYER,
        /** The application threw when {@link PersistentSessionManager#drain} handed a token over; the report has it. */
        HAND_OVER
    }

    /**
     * A new session was begun and is live.
     *
     * @param session the session
     */
    default void begun(Session session) {}

    /**
     * A session was resumed and is live.
     *
     * @param session the session
     */
    default void resumed(Session session) {}

    /**
     * A token was refused, or a session was not begun because the server is being drained.
     *
     * @param refusal why
     */
    default void refused(ResumeTokenException refusal) {}

    /**
     * A token was presented whose generation was claimed before by another attempt: a client that went back, or a thief.
     *
     * @param sessionId the session
     * @param revoked whether the session was revoked for it
     */
    default void reused(String sessionId, boolean revoked) {}

    /**
     * A token was issued although the ledger did not answer when the session's claim was to be settled. Until it answers
     * at a later suspend, checkpoint or {@link PersistentSessionManager#confirm}, whoever has the resumed token and its
     * attempt can resume the older state once more.
     *
     * @param session the session
     */
    default void issuedUnsettled(Session session) {}

    /**
     * A session has ended. Its tables can still be read: dispose here of the objects in them that nobody else holds.
     *
     * @param session the session
     * @param ending how it ended
     */
    default void ended(Session session, Session.Ending ending) {}

    /**
     * {@link PersistentSessionManager#drain} did not suspend a session, which goes on. Told at the end of the drain.
     *
     * @param session the session
     * @param refusal why
     */
    default void notSuspended(Session session, ResumeTokenException refusal) {}

    /**
     * A part failed, and everything that depended on it was refused.
     *
     * @param part the part that failed
     * @param fault the exception; it may hold content, so it is for developers and not for logs that others read
     */
    default void failed(Part part, Throwable fault) {}
}
