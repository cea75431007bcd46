package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import java.util.Map;
import java.util.Objects;

/**
 * Issues and opens resume tokens.
 *
 * <p>Which codec, which sealer and which keys it uses is a matter of the module path and of configuration:
 *
 * <pre>{@code
 * ResumeTokenManager tokens = ResumeTokenManager.fromProperties(Map.of("mooring.keys", "file:resume.keys"));
 * ResumeToken token = tokens.issue(snapshot);
 * SessionSnapshot again = tokens.open(token.text()).snapshot();
 * }</pre>
 *
 * <p>Immutable and thread-safe; make one and share it. It has no thread and nothing to close.
 */
public final class ResumeTokenManager {
    private final Issuer issuer;
    private final Opener opener;

    ResumeTokenManager(Settings settings) {
        this.issuer = new Issuer(settings);
        this.opener = new Opener(settings);
    }

    /**
     * Starts the configuration of a manager.
     *
     * @return a builder
     */
    public static ManagerBuilder builder() {
        return new ManagerBuilder();
    }

    /**
     * Makes a manager from configuration alone.
     *
     * @param properties settings under {@code mooring.}, at least {@code mooring.keys}; others are not looked at
     * @return the manager
     * @throws IllegalArgumentException when a setting is unknown or its value is not acceptable
     * @throws IllegalStateException when providers or keys are missing, or settings contradict each other
     */
    public static ResumeTokenManager fromProperties(Map<String, String> properties) {
        return builder().properties(properties).build();
    }

    /**
     * Issues a token without a context.
     *
     * @param snapshot the session as it is now
     * @return the token
     * @throws ResumeTokenException with {@link ResumeTokenException.Reason#ENCODING_FAILED} when the snapshot breaks a
     *     limit, the text would be too long, or a codec or sealer fails; with
     *     {@link ResumeTokenException.Reason#SESSION_TOO_OLD} when the session has lived as long as it may
     */
    public ResumeToken issue(SessionSnapshot snapshot) {
        return issue(snapshot, TokenContext.none());
    }

    /**
     * Issues a token that opens only in the same context.
     *
     * @param snapshot the session as it is now
     * @param context what the server knows of the caller
     * @return the token
     * @throws ResumeTokenException as {@link #issue(SessionSnapshot)} does
     */
    public ResumeToken issue(SessionSnapshot snapshot, TokenContext context) {
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(context, "context");
        return issuer.issue(snapshot, context);
    }

    /**
     * Opens a token that was issued without a context.
     *
     * @param text what a client presents
     * @return the verified token
     * @throws ResumeTokenException when the token is refused; its reason says why
     */
    public OpenedToken open(String text) {
        return open(text, TokenContext.none());
    }

    /**
     * Opens a token in a context.
     *
     * @param text what a client presents
     * @param context what the server knows of this caller, the same as when the token was issued
     * @return the verified token
     * @throws ResumeTokenException when the token is refused; its reason says why
     */
    public OpenedToken open(String text, TokenContext context) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(context, "context");
        return opener.open(text, context);
    }

    /**
     * Tries to open a token as {@link #open(String, TokenContext)} does, and tells an operator how far it comes. The
     * listener is not told of it. What it says is never for clients, who would learn what to change in a forged token.
     *
     * @param text what a client presented
     * @param context what the server knows of that caller
     * @return each check that was made, in order, and why the token is refused, if it is
     */
    public Explanation explain(String text, TokenContext context) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(context, "context");
        return opener.explain(text, context);
    }

    /**
     * Reads what a token says of itself, without keys and without any verification.
     *
     * @param text what a client presents, of at most {@link ManagerBuilder#DEFAULT_MAX_TOKEN_CHARS} characters
     * @return what anyone can read
     * @throws ResumeTokenException when the text is too long, is not a token, or is of another version
     */
    public static UnverifiedToken inspect(String text) {
        return TokenFrame.parse(text, ManagerBuilder.DEFAULT_MAX_TOKEN_CHARS).unverified(text.length());
    }
}
