package dev.mooring.token;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a token opens or is refused, check by check, for operators: never show it to a client. It holds facts such as
 * bounds, times and key ids, and neither the token's text nor the content of the session.
 *
 * @param steps the checks that were made, in their order; all of them passed, except the last one of a refused token
 * @param refusal why the token is refused; empty if it opens
 */
public record Explanation(List<Step> steps, Optional<ResumeTokenException> refusal) {

    /** A check of the opening of a token; the constants are in the order in which they are made. */
    public enum Check {
        /** The text is not too long. */
        LENGTH,
        /** The text is of this version, and canonical base64url. */
        TEXT,
        /** The frame is a header and a sealed payload. */
        FRAME,
        /** The sealer and the codec are enabled here. */
        ENABLED,
        /** The key is known here. */
        KEY,
        /** The seal verifies. Nothing of the token is trusted before. */
        SEAL,
        /** The times make sense, and the token is valid now. */
        TIMES,
        /** The payload is not too large, also when inflated. */
        PAYLOAD,
        /** The codec can read it. */
        DOCUMENT,
        /** The snapshot is within limits. */
        SNAPSHOT,
        /** The session is not too old. */
        AGE
    }

    /**
     * A check that was made.
     *
     * @param check the check
     * @param facts the values that were compared, in words
     */
    public record Step(Check check, String facts) {
        /** Refuses null. */
        public Step {
            Objects.requireNonNull(check, "check");
            Objects.requireNonNull(facts, "facts");
        }
    }

    /** Copies the list. */
    public Explanation {
        steps = List.copyOf(steps);
        Objects.requireNonNull(refusal, "refusal");
    }

    /**
     * Says whether the token opens.
     *
     * @return whether every check passed
     */
    public boolean opens() {
        return refusal.isEmpty();
    }

    /**
     * The check that refused the token.
     *
     * @return the last check that was made; empty if the token opens
     */
    public Optional<Check> refusedBy() {
        return refusal.map(refused -> steps.get(steps.size() - 1).check());
    }
}
