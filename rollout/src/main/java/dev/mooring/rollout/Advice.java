package dev.mooring.rollout;

import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The change of a plan by which a refused token is opened.
 *
 * @param line who runs when
 * @param issuer who issued the token
 * @param opener who refused it
 * @param blamed the number of the step to blame
 */
record Advice(TimeLine line, Fleet issuer, Fleet opener, int blamed) {
    static final String NO_WAY_BACK =
            "There is no way back from this step: let the step before it accept what this one issues";

    String text(Reason reason) {
        return switch (reason) {
            case EXPIRED ->
                "Raise mooring.max-ttl on every server before mooring.ttl, and lower it only when the last"
                        + " token of the longer ttl is over";
            case REVOKED -> "This is what mooring.not-before is for; leave it out to keep these tokens";
            case SESSION_TOO_OLD -> "A lower mooring.max-session-age ends older sessions; leave it to keep them";
            case TOO_LARGE -> "Raise mooring.max-token-chars on every server before one issues longer tokens";
            default -> order();
        };
    }

    private String order() {
        if (issuer.mixed() || opener.mixed()) {
            return "Properties and key files reach a server in either order: make two steps of this one";
        }
        if (issuer.step() > opener.step()) {
            return opener.step() < blamed - 1
                    ? waitUntil(opener.until().plus(TimeLine.TICK))
                    : "Accept first and emit later: put a step before this one that opens what this one issues";
        }
        Fleet last = lastThatEmits();
        return last.step() < blamed - 1
                ? waitUntil(last.until().plus(last.server().life()))
                : "Servers of both steps run side by side: go on accepting here, and stop in a later step, "
                        + last.server().life() + " after every server has come to this one";
    }

    /** The last servers before the blamed step whose tokens are like the refused one. */
    private Fleet lastThatEmits() {
        Fleet last = issuer;
        for (Fleet other : line.fleets()) {
            if (other.step() < blamed
                    && other.server().emits().equals(issuer.server().emits())
                    && other.until().isAfter(last.until())) {
                last = other;
            }
        }
        return last;
    }

    /** Steps that never run side by side meet because the time between them is too short. */
    private String waitUntil(Instant safe) {
        Duration planned = line.steps().get(blamed - 1).pause();
        Duration least = planned.plus(Duration.between(line.start(blamed), safe));
        Duration wholeSeconds = least.plus(Duration.ofMillis(999)).truncatedTo(ChronoUnit.SECONDS);
        return "Wait at least " + wholeSeconds + " before this step; the plan waits " + planned;
    }
}
