package dev.mooring.rollout;

import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.TokenHeader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The result of a simulated rollout.
 *
 * @param steps how many steps were played
 * @param issued how many tokens were issued
 * @param opened how often a token was presented
 * @param refusals the valid tokens that were refused, the first of those that are alike; empty when the plan is safe
 */
public record RolloutReport(int steps, long issued, long opened, List<Refusal> refusals) {

    /** Copies the list. */
    public RolloutReport {
        refusals = List.copyOf(refusals);
    }

    /**
     * Says whether the plan can be carried out without one refused token.
     *
     * @return whether nothing was refused
     */
    public boolean isSafe() {
        return refusals.isEmpty();
    }

    /**
     * A valid token that was refused.
     *
     * @param step the step to blame
     * @param issuedBy the step whose servers issued the token
     * @param openedBy the step whose servers refused it
     * @param reason why they did
     * @param token the token's codec, sealer, key and times
     * @param openedAt when it was presented
     * @param advice the change that the plan needs
     */
    public record Refusal(
            String step,
            String issuedBy,
            String openedBy,
            ResumeTokenException.Reason reason,
            TokenHeader token,
            Instant openedAt,
            String advice) {
        /** Refuses null. */
        public Refusal {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(issuedBy, "issuedBy");
            Objects.requireNonNull(openedBy, "openedBy");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(openedAt, "openedAt");
            Objects.requireNonNull(advice, "advice");
        }

        /** One line for people: the token, who issued it, who refused it and why, and the remedy. */
        @Override
        public String toString() {
            return "Step " + step + ": " + summary() + ". " + advice;
        }

        /**
         * The refused tokens, for people.
         *
         * @return one line, without the step to blame and the advice
         */
        public String summary() {
            return reason + ": tokens of " + issuedBy + " (" + token.codecId() + ", " + token.sealerId() + ", key "
                    + token.keyId() + ") at servers of " + openedBy;
        }
    }
}
