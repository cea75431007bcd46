package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The questions of threads to a ledger about one session, and their answers, with the order of asking and answering.
 *
 * <p>It is linearizable when every question can be given one instant between its asking and its answer, so that asking one
 * after the other in that order gives the same answers. This is the search of Wing and Gong (1993), which tries each
 * question that may come next, and goes back if an answer does not fit.
 */
final class LedgerHistory {
    private static final List<ResumeAttempt> ATTEMPTS = List.of(ResumeAttempt.random(), ResumeAttempt.random());
    private static final List<CopyId> COPIES = List.of(CopyId.random(), CopyId.random());

    /** A question to a ledger. */
    sealed interface Question {
        static Question random(RandomGenerator random) {
            long generation = random.nextInt(1, 4);
            long checkpoint = random.nextInt(1, 3);
            int copy = random.nextInt(COPIES.size());
            return switch (random.nextInt(10)) {
                case 0 -> new Revoke();
                case 1, 2 -> new Supersede(generation, checkpoint, copy);
                case 3 -> new Supersede(generation, Superseding.ASK, copy);
                default -> new Ask(generation, checkpoint, random.nextInt(ATTEMPTS.size()), copy);
            };
        }
    }

    /** A claim. */
    record Ask(long generation, long checkpoint, int attempt, int copy) implements Question {}

    /** All older tokens are to be unacceptable, if the copy is current. */
    record Supersede(long generation, long checkpoint, int copy) implements Question {}

    /** The session is to end. */
    record Revoke() implements Question {}

    /** A question with its answer, and when each came. */
    private record Event(Question question, Object answer, int asked, int answered) {}

    /** An answer, and the knowledge of the ledger from then on. */
    record Step(Object answer, Rule next) {}

    /**
     * The rule of {@link SessionLedger} as a model, for one session and one question at a time. Of an attempt or a copy
     * that the entry does not know, the number is -1.
     */
    record Rule(boolean revoked, long claimed, int attempt, int copy, long leastGeneration, long leastCheckpoint) {
        static final Rule FIRST = new Rule(false, 0, -1, -1, 0, 0);

        Step step(Question question) {
            if (question instanceof Ask ask) {
                Answer answer = answer(ask);
                boolean granted = answer == Answer.CLAIMED || answer == Answer.REPEATED;
                return new Step(answer, granted ? claimed(ask) : this);
            }
            if (question instanceof Supersede supersede) {
                boolean current = isCurrent(supersede);
                boolean changes = current && supersede.checkpoint() != Superseding.ASK;
                return new Step(current, changes ? superseded(supersede) : this);
            }
            return new Step("revoked", new Rule(true, claimed, attempt, copy, leastGeneration, leastCheckpoint));
        }

        private Answer answer(Ask ask) {
            boolean again = ask.generation() == claimed && ask.attempt() == attempt;
            if (revoked) {
                return Answer.REVOKED;
            }
            if (ask.generation() < claimed || ask.generation() == claimed && !again) {
                return Answer.REPLAYED;
            }
            if (isSuperseded(ask.generation(), ask.checkpoint())) {
                return Answer.SUPERSEDED;
            }
            return again ? Answer.REPEATED : Answer.CLAIMED;
        }

        private boolean isSuperseded(long generation, long checkpoint) {
            return generation < leastGeneration || generation == leastGeneration && checkpoint < leastCheckpoint;
        }

        private Rule claimed(Ask ask) {
            return new Rule(false, ask.generation(), ask.attempt(), ask.copy(), leastGeneration, leastCheckpoint);
        }

        private boolean isCurrent(Supersede supersede) {
            boolean stale = supersede.generation() == claimed + 1 && copy != -1 && supersede.copy() != copy;
            return !revoked && supersede.generation() > claimed && !stale;
        }

        private Rule superseded(Supersede supersede) {
            boolean next = supersede.generation() == claimed + 1;
            boolean newer = !isSuperseded(supersede.generation(), supersede.checkpoint());
            return new Rule(
                    false,
                    supersede.generation() - 1,
                    next ? attempt : -1,
                    supersede.copy(),
                    newer ? supersede.generation() : leastGeneration,
                    newer ? supersede.checkpoint() : leastCheckpoint);
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

    /** Asks the ledger, and writes down its answer; others may go first while it is asked, and before that is over. */
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
            CopyId copy = COPIES.get(ask.copy());
            return ledger.claim(new Claim(sessionId, ask.generation(), ask.checkpoint(), attempt, copy, now, end));
        }
        if (question instanceof Supersede supersede) {
            CopyId copy = COPIES.get(supersede.copy());
            return ledger.supersede(
                    new Superseding(sessionId, supersede.generation(), supersede.checkpoint(), copy, end));
        }
        ledger.revoke(sessionId);
        return "revoked";
    }

    List<Object> answers() {
        return events.stream().map(Event::answer).toList();
    }

    boolean isLinearizable() {
        return fits(new HashSet<>(events), Rule.FIRST, new HashSet<>());
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
