package dev.mooring.fuzz;

import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Conditions that hold for every input. */
final class Expect {
    private static final int LONGEST_MESSAGE = 400;

    private Expect() {}

    static void that(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault);
        }
    }

    /** Runs steps that may be refused for these reasons only, in words that are short and have no cause. */
    static <T> Optional<T> refusedAtMostFor(Set<Reason> reasons, Supplier<T> operation) {
        try {
            return Optional.of(operation.get());
        } catch (ResumeTokenException refusal) {
            that(reasons.contains(refusal.reason()), "refused for " + refusal.reason());
            plain(refusal);
            return Optional.empty();
        }
    }

    /** A refusal says facts: no cause that might say more, and no line of content. */
    static void plain(Exception refusal) {
        String message = String.valueOf(refusal.getMessage());
        that(refusal.getCause() == null && refusal.getSuppressed().length == 0, "a cause tells more than the message");
        that(message.length() <= LONGEST_MESSAGE, "a message is longer than facts are");
        that(message.chars().noneMatch(Character::isISOControl), "a message has control characters");
    }
}
