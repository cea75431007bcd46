package dev.mooring.api.ledger;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One try of a client to resume its session, by which an answer that was lost can be asked for again.
 *
 * <p>A client chooses one at random for each resumption and repeats it with the same token until it has an answer.
 * Whoever has the token and the attempt can ask for that answer, so an attempt goes the way of the token: over a
 * confidential channel, and never into a log. {@code toString} does not show it.
 *
 * @param text 16 bytes in 32 characters of lower-case hexadecimal
 */
public record ResumeAttempt(String text) {
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the text is not 32 characters of lower-case hexadecimal
     */
    public ResumeAttempt {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "An attempt is 16 random bytes in 32 characters of lower-case hexadecimal");
        }
    }

    /**
     * Draws a new attempt.
     *
     * @return an attempt that nobody else has
     */
    public static ResumeAttempt random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new ResumeAttempt(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return "ResumeAttempt";
    }
}
