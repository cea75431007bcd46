package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the tokens and keys of a manager. It is called on the thread that does the work, so it returns soon. Its
 * exceptions are ignored, except errors of the virtual machine.
 *
 * <p>Nothing secret is passed, except {@code fault}, the exception of a provider or a key source: it is for developers,
 * and not for logs that others read. Key, sealer and codec ids are those of this server's configuration or
 * {@link #UNKNOWN}, so they are fit for the labels of a metric; token and session ids are not.
 */
public interface TokenListener {

    /**
     * Stands for a key id outside the key set, and for a sealer or codec that is not enabled here, so that made-up ids
     * cannot flood a metric.
     */
    String UNKNOWN = "unknown";

    /**
     * Why a token was refused, or could not be issued. If the checks ended before they came to an id, or did not find
     * it here, it is {@link #UNKNOWN}; before the seal has verified, an id is only claimed by the token.
     *
     * @param reason why
     * @param keyId the key that the token names, or was to be sealed with
     * @param sealerId the sealer of that key
     * @param codecId the codec of the payload
     * @param fault the exception of a provider that broke its contract, if that is why
     */
    record Refusal(
            ResumeTokenException.Reason reason,
            String keyId,
            String sealerId,
            String codecId,
            @Nullable Throwable fault) {
        /** Refuses null, except for the fault. */
        public Refusal {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(sealerId, "sealerId");
            Objects.requireNonNull(codecId, "codecId");
        }

        /** Shows the class of a fault, and never its message. */
        @Override
        public String toString() {
            return "Refusal[" + reason + ", key " + keyId + ", sealer " + sealerId + ", codec " + codecId
                    + (fault == null ? "" : ", " + fault.getClass().getName()) + "]";
        }
    }

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
     * @param refusal why, and the ids that were known by then
     */
    default void refused(Refusal refusal) {}

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
