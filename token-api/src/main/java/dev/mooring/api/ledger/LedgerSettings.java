package dev.mooring.api.ledger;

import dev.mooring.api.internal.Ids;
import dev.mooring.api.internal.Ranges;
import dev.mooring.api.spi.Pae;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What every ledger is told. Servers that share a ledger are told the same.
 *
 * @param namespace keeps deployments that share a store apart, 1 to 64 of {@code a-z 0-9 . _ -}
 * @param retryWindow how long after its first claim a token can be claimed again by the same attempt, from zero, which
 *     turns it off, to {@link #GREATEST_RETRY_WINDOW}; the end is exclusive
 * @param deadline the longest that a call may take, from a millisecond to a minute
 */
public record LedgerSettings(String namespace, Duration retryWindow, Duration deadline) {
    /** The longest retry window that can be allowed. */
    public static final Duration GREATEST_RETRY_WINDOW = Duration.ofMinutes(10);

    /** The greatest clock skew between servers that can be allowed: 10 minutes. */
    public static final Duration GREATEST_CLOCK_SKEW = Duration.ofMinutes(10);

    /** Unless told otherwise: namespace {@code mooring}, 60 s to ask again, 2 s for a call. */
    public static final LedgerSettings DEFAULT =
            new LedgerSettings("mooring", Duration.ofSeconds(60), Duration.ofSeconds(2));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    public LedgerSettings {
        Ids.NAMESPACE.checked("A ledger's namespace", namespace);
        Ranges.within("retryWindow", retryWindow, Duration.ZERO, GREATEST_RETRY_WINDOW);
        Ranges.within("deadline", deadline, Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    /**
     * These settings with another namespace.
     *
     * @param other the namespace
     * @return the settings
     * @throws IllegalArgumentException when it is not of the form
     */
    public LedgerSettings withNamespace(String other) {
        return new LedgerSettings(other, retryWindow, deadline);
    }

    /**
     * These settings with another retry window.
     *
     * @param other the window
     * @return the settings
     * @throws IllegalArgumentException when it is out of range
     */
    public LedgerSettings withRetryWindow(Duration other) {
        return new LedgerSettings(namespace, other, deadline);
    }

    /**
     * These settings with another deadline.
     *
     * @param other the deadline
     * @return the settings
     * @throws IllegalArgumentException when it is out of range
     */
    public LedgerSettings withDeadline(Duration other) {
        return new LedgerSettings(namespace, retryWindow, other);
    }

    /**
     * The name of a session's entry: SHA-256 of {@code PAE(namespace, sessionId)}. No two sessions or namespaces share
     * one, it is short however long the session id is, and it shows neither.
     *
     * @param sessionId the session
     * @return 64 characters of lower-case hexadecimal
     * @throws IllegalArgumentException when the session id has an unpaired surrogate
     */
    public String key(String sessionId) {
        byte[] encoded = Pae.encode(namespace.getBytes(StandardCharsets.US_ASCII), utf8(sessionId));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.remaining());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The session id has an unpaired surrogate");
        }
    }
}
