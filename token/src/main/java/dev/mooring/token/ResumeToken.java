package dev.mooring.token;

import java.time.Instant;
import java.util.Objects;

/**
 * An issued token. Its text is a credential: hand it to the client over a confidential channel, and never log it;
 * {@code toString} does not show it.
 *
 * @param text the text that the client keeps and presents
 * @param sessionId the session that it resumes
 * @param issuedAt when it was issued
 * @param expiresAt when its time is over: it is valid while {@code now < expiresAt}
 * @param tokenId 128 random bits in lower-case hexadecimal, safe to log
 */
public record ResumeToken(String text, String sessionId, Instant issuedAt, Instant expiresAt, String tokenId) {
    /** Refuses null. */
    public ResumeToken {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(tokenId, "tokenId");
    }

    @Override
    public String toString() {
        return "ResumeToken[" + tokenId + ", " + text.length() + " chars, expires " + expiresAt + "]";
    }
}
