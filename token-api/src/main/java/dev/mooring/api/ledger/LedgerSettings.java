package dev.mooring.api.ledger;

import dev.mooring.api.internal.Ids;
import dev.mooring.api.internal.Ranges;
import dev.mooring.api.internal.Texts;
import dev.mooring.api.spi.Pae;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The settings that ledgers of every kind have. Servers that share a ledger are given the same ones.
 *
 * @param namespace keeps deployments apart that share a store; 1 to 64 of {@code a-z 0-9 . _ -}
 * @param deadline the longest time that a call may take, from a millisecond to a minute
 */
public record LedgerSettings(String namespace, Duration deadline) {
    /** The greatest clock skew between servers that can be allowed: 10 minutes. */
    public static final Duration GREATEST_CLOCK_SKEW = Duration.ofMinutes(10);

    /** The namespace {@code mooring}, and 2 seconds for a call. */
    public static final LedgerSettings DEFAULT = new LedgerSettings("mooring", Duration.ofSeconds(2));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LedgerSettings {
        Ids.NAMESPACE.checked("A ledger's namespace", namespace);
        Ranges.within("deadline", deadline, Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    /**
     * These settings with another namespace.
     *
     * @param other the namespace
     * @return the settings
     * @throws IllegalArgumentException if it is not of the form
     */
    public LedgerSettings withNamespace(String other) {
        return new LedgerSettings(other, deadline);
    }

    /**
     * These settings with another deadline.
     *
     * @param other the deadline
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public LedgerSettings withDeadline(Duration other) {
        return new LedgerSettings(namespace, other);
    }

    /**
     * Names a session's entry: SHA-256 of {@code PAE(namespace, sessionId)}. No two sessions or namespaces share a name;
     * it is short however long the session id is, and it shows neither.
     *
     * @param sessionId the session
     * @return 64 characters of lower-case hexadecimal
     * @throws IllegalArgumentException if the session id has an unpaired surrogate
     */
    public String key(String sessionId) {
        if (Texts.hasUnpairedSurrogate(sessionId)) {
            throw new IllegalArgumentException("The session id has an unpaired surrogate");
        }
        byte[] encoded =
                Pae.encode(namespace.getBytes(StandardCharsets.US_ASCII), sessionId.getBytes(StandardCharsets.UTF_8));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
