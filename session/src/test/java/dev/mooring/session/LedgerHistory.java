package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * What threads asked of a ledger about one session, and what they were answered, with the order of asking and answering.
 *
 * <p>It is linearizable when every question can be given one instant between its asking and its answer, so that asking one
 * after the other in that order gives the same answers. This is the search of Wing and Gong (1993), which tries each
 * question that may come next, and goes back where an answer does not fit.
 */
final class LedgerHistory {
    private static final List<ResumeAttempt> ATTEMPTS = List.of(ResumeAttempt.random(), ResumeAttempt.random());

    /** A question to a ledger. */
    sealed interface Question {
        static Question random(RandomGenerator random) {
            long generation = random.nextInt(1, 4);
            long checkpoint = random.nextInt(1, 3);
            return switch (random.nextInt(10)) {
                case 0 -> new Revoke();
                case 1, 2 -> new Supersede(generation, checkpoint);
                default -> new Ask(generation, checkpoint, random.nextInt(ATTEMPTS.size()));
            };
        }
    }

    /** A claim. */
    record Ask(long generation, long checkpoint, int attempt) implements Question {}

    /** All older tokens are to be unacceptable. */
    record Supersede(long generation, long checkpoint) implements Question {}

    /** The session is to end. */
    record Revoke() implements Question {}

    /** A question with its answer, and when each came. */
    private record Event(Question question, Object answer, int asked, int answered) {}

    /** An answer, and what is known from then on. */
    record Step(Object answer, Rule next) {}

    /** The ledger's rule as the design has it, for one session, one question at a time, with a clock that stands still. */
    record Rule(
            boolean repeatable,
            boolean revoked,
            long highest,
            long checkpoint,
            int attempt,
            long leastGeneration,
            long leastCheckpoint) {
        static Rule first(boolean repeatable) {
            return new Rule(repeatable, false, 0, 0, -1, 0, 0);
        }

        Step step(Question question) {
            if (question instanceof Ask ask) {
                Answer answer = answer(ask);
                return new Step(answer, answer == Answer.CLAIMED ? claimed(ask) : this);
            }
            if (question instanceof Supersede supersede) {
                boolean can = !revoked
                        && supersede.generation() > highest
                        && !superseded(supersede.generation(), supersede.checkpoint());
                return new Step(can, can ? superseded(supersede) : this);
            }
            return new Step(
                    "revoked",
                    new Rule(repeatable, true, highest, checkpoint, attempt, leastGeneration, leastCheckpoint));
        }

        private Answer answer(Ask ask) {
            if (revoked) {
                return Answer.REVOKED;
            }
            if (superseded(ask.generation(), ask.checkpoint()) || ask.generation() < highest) {
                return Answer.REPLAYED;
            }
            if (ask.generation() > highest) {
                return Answer.CLAIMED;
            }
            return repeatable && ask.checkpoint() == checkpoint && ask.attempt() == attempt
                    ? Answer.REPEATED
                    : Answer.REPLAYED;
        }

        private boolean superseded(long generation, long aCheckpoint) {
            return generation < leastGeneration || generation == leastGeneration && aCheckpoint < leastCheckpoint;
        }

        private Rule claimed(Ask ask) {
            return new Rule(
                    repeatable,
                    false,
                    ask.generation(),
                    ask.checkpoint(),
                    ask.attempt(),
                    leastGeneration,
                    leastCheckpoint);
        }

        private Rule superseded(Supersede supersede) {
            return new Rule(
                    repeatable, false, highest, checkpoint, attempt, supersede.generation(), supersede.checkpoint());
        }
    }

    private final SessionLedger ledger;
    private final String sessionId;
    private final Instant now;
    private final AtomicInteger time = new AtomicInteger();
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    LedgerHistory(SessionLedger ledger, String sessionId, Instant now) {
        this.ledger = ledger;
        this.sessionId = sessionId;
        this.now = now;
    }

    /** Asks the ledger, and writes down what it answers; others may go first while it is asked, and before that is over. */
    void ask(Question question) throws LedgerUnavailableException {
        int asked = time.incrementAndGet();
        Thread.yield();
        Object answer = answer(question);
        Thread.yield();
        events.add(new Event(question, answer, asked, time.incrementAndGet()));
    }

    private Object answer(Question question) throws LedgerUnavailableException {
        Instant end = now.plusSeconds(3_600);
        if (question instanceof Ask ask) {
            ResumeAttempt attempt = ATTEMPTS.get(ask.attempt());
            return ledger.claim(new Claim(sessionId, ask.generation(), ask.checkpoint(), attempt, now, end));
        }
        if (question instanceof Supersede supersede) {
            return ledger.supersede(sessionId, supersede.generation(), supersede.checkpoint(), end);
        }
        ledger.revoke(sessionId);
        return "revoked";
    }

    boolean isLinearizable(boolean repeatable) {
        return fits(new HashSet<>(events), Rule.first(repeatable), new HashSet<>());
    }

    private record Tried(Set<Event> open, Rule rule) {}

    private static boolean fits(Set<Event> open, Rule rule, Set<Tried> tried) {
        if (open.isEmpty()) {
            return true;
        }
        if (!tried.add(new Tried(open, rule))) {
            return false;
        }
        int firstAnswer = open.stream().mapToInt(Event::answered).min().getAsInt();
        for (Event event : open) {
            // one that was asked after another was answered cannot have come before it
            if (event.asked() < firstAnswer) {
                Step step = rule.step(event.question());
                Set<Event> rest = new HashSet<>(open);
                rest.remove(event);
                if (step.answer().equals(event.answer()) && fits(rest, step.next(), tried)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two questions were open at once. */
    boolean overlaps() {
        return events.stream()
                .anyMatch(one ->
                        events.stream().anyMatch(two -> one.asked() < two.asked() && two.asked() < one.answered()));
    }

    @Override
    public String toString() {
        return events.toString();
    }
}
