package dev.mooring.api.ledger;

import dev.mooring.api.internal.RandomIds;

/**
 * One client's attempt to resume its session, by which the client can ask again for an answer that was lost.
 *
 * <p>A client draws one at random for each resumption and repeats it until it has an answer. Whoever has a token of the
 * session and the attempt can ask for that answer, so an attempt travels as the token does: over a confidential channel,
 * and never into a log. {@code toString} does not show it.
 *
 * @param text 16 random bytes in 32 characters of lower-case hexadecimal
 */
public record ResumeAttempt(String text) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is not 32 characters of lower-case hexadecimal
     */
    public ResumeAttempt {
        RandomIds.check("An attempt", text);
    }

    /**
     * Draws a new attempt.
     *
     * @return an attempt that nobody else has
     */
    public static ResumeAttempt random() {
        return new ResumeAttempt(RandomIds.next());
    }

    @Override
    public String toString() {
        return "ResumeAttempt";
    }
}
