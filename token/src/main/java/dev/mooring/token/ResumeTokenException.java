package dev.mooring.token;

import java.util.Objects;

/**
 * A token was refused, or could not be issued. {@link #reason()} is for the server; a client learns no more than
 * {@link #clientMessage()}.
 *
 * <p>Messages carry facts such as a bound or an id, never the token's text, its payload or key bytes, and there is never
 * a cause.
 */
public final class ResumeTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a token was refused. */
    public enum Reason {
        /** The text or the frame is not of the token format. */
        MALFORMED(false),
        /** The text, or the inflated payload, is over its bound. */
        TOO_LARGE(false),
        /** A version, flag, codec or sealer is not enabled here, or the snapshot is newer than this server. */
        UNSUPPORTED(false),
        /** No key of that id is known here; another server may have it. */
        UNKNOWN_KEY(true),
        /** The seal does not verify: another key, another context, or changed bytes. */
        INVALID_SIGNATURE(false),
        /** The token was issued in the future, beyond the clock skew. */
        NOT_YET_VALID(true),
        /** The token's time is over. */
        EXPIRED(false),
        /** The token was issued before the instant that ended all earlier ones, or its session was revoked. */
        REVOKED(false),
        /** The token is authentic, but its times or its snapshot are not acceptable. */
        INVALID_SNAPSHOT(false),
        /** The session has lived as long as it may. */
        SESSION_TOO_OLD(false),
        /** The session is live on this server, and replacing it was not asked for. */
        RESTORE_CONFLICT(true),
        /** The server begins and resumes no sessions any more, because it is about to stop; another server does. */
        DRAINING(true),
        /** A token of this generation, or a later one, has become a session already. */
        REPLAYED(false),
        /** The ledger did not answer for certain; retrying makes sense if the caller gave an attempt. */
        LEDGER_UNAVAILABLE(false),
        /** The application refused to grant a reference again; retrying makes sense if it says so. */
        RESTORE_REFUSED(false),
        /** Issuing: the snapshot breaks a limit, the text is too long, or a codec or sealer failed. */
        ENCODING_FAILED(false);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }

        /**
         * Says whether presenting the same token again can make sense, if nothing more is known.
         *
         * @return whether it can
         */
        public boolean retryable() {
            return retryable;
        }
    }

    /** Why. */
    private final Reason reason;

    /** Whether trying again can make sense. */
    private final boolean retryable;

    /**
     * Makes a refusal that is as retryable as its reason.
     *
     * @param reason why
     * @param message facts for the server's operator; no secrets, no content
     */
    public ResumeTokenException(Reason reason, String message) {
        this(reason, message, reason.retryable());
    }

    /**
     * Makes a refusal.
     *
     * @param reason why
     * @param message facts for the server's operator; no secrets, no content
     * @param retryable whether presenting the same token again can make sense
     */
    public ResumeTokenException(Reason reason, String message, boolean retryable) {
        super(Objects.requireNonNull(message, "message"), null);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.retryable = retryable;
    }

    /**
     * Says why the token was refused.
     *
     * @return the reason; keep it on the server
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Says whether presenting the same token again can make sense, later or to another server.
     *
     * @return whether it can
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * The only text for clients.
     *
     * @return the same text for every reason
     */
    public String clientMessage() {
        return "The session cannot be resumed";
    }
}
