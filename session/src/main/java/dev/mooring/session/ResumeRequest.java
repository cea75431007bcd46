package dev.mooring.session;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.token.TokenContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client's request to resume, and the server's options for it.
 *
 * @param text the token that the client presents
 * @param context the server's knowledge of this client, the same as when the token was issued
 * @param attempt the client's try, by which it can ask again for a lost answer; without one a token is good for one call
 * @param replacing whether a session that is still live on this server gives way, as it must when a client comes back
 *     before its dead connection was noticed
 * @param preparation steps on the restored session before it is live and before its successor is issued; nothing, unless
 *     {@link #preparing} says otherwise
 */
public record ResumeRequest(
        String text,
        TokenContext context,
        Optional<ResumeAttempt> attempt,
        boolean replacing,
        Consumer<Session> preparation) {
    /** Refuses null. */
    public ResumeRequest {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(preparation, "preparation");
    }

    /**
     * A request without an attempt that does not replace.
     *
     * @param text the token that the client presents
     * @param context the server's knowledge of this client
     * @return the request
     */
    public static ResumeRequest of(String text, TokenContext context) {
        return new ResumeRequest(text, context, Optional.empty(), false, session -> {});
    }

    /**
     * This request with the client's attempt.
     *
     * @param given the attempt
     * @return the request
     */
    public ResumeRequest withAttempt(ResumeAttempt given) {
        return new ResumeRequest(text, context, Optional.of(given), replacing, preparation);
    }

    /**
     * This request, with a session that is still live on this server giving way.
     *
     * @return the request
     */
    public ResumeRequest replacingLive() {
        return new ResumeRequest(text, context, attempt, true, preparation);
    }

    /**
     * This request, with steps on the restored session before it is live. The successor has their effects, and a session
     * that only they changed is still as the resume restored it, so they settle nothing. They are not run if a repeated
     * attempt is answered with the session that it restored before. If they throw, the resume fails with their exception.
     *
     * @param steps the steps; they must not block
     * @return the request
     */
    public ResumeRequest preparing(Consumer<Session> steps) {
        return new ResumeRequest(text, context, attempt, replacing, steps);
    }

    @Override
    public String toString() {
        return "ResumeRequest[" + text.length() + " chars, " + context + ", replacing=" + replacing + "]";
    }
}
