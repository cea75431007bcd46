package dev.mooring.token;

import org.jspecify.annotations.Nullable;

/**
 * Is told what a manager does. Called on the thread that does it, so it returns soon; what it throws is ignored.
 *
 * <p>Nothing secret is passed, but for {@code fault}, which is whatever a provider or a key source threw: show it to
 * developers, not to logs that others read.
 */
public interface TokenListener {

    /** Stands for a key id outside the key set, so that made-up ids cannot flood a metric. */
    String UNKNOWN_KEY_ID = "unknown";

    /**
     * A token was issued.
     *
     * @param header its readable part
     */
    default void issued(TokenHeader header) {}

    /**
     * A token was opened.
     *
     * @param token the verified token
     */
    default void opened(OpenedToken token) {}

    /**
     * A token was refused, or could not be issued.
     *
     * @param reason why
     * @param keyId the key that the token names, or {@link #UNKNOWN_KEY_ID} where the key set has none of that id or none
     *     was looked for
     * @param fault what a provider threw besides its contract, where that is why
     */
    default void refused(ResumeTokenException.Reason reason, String keyId, @Nullable Throwable fault) {}

    /**
     * Keys were re-read, and they had changed: the new ones are in use.
     *
     * @param keys ids and statuses are to be shown, material is not
     */
    default void keysChanged(KeySet keys) {}

    /**
     * A key source could not be read; the keys that were read last stay in use.
     *
     * @param source the source
     * @param fault why
     */
    default void keysUnavailable(KeySource source, Throwable fault) {}
}
