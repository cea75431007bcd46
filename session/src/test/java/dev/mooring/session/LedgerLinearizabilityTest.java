package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.session.LedgerHistory.Ask;
import dev.mooring.session.LedgerHistory.Question;
import dev.mooring.session.LedgerHistory.Revoke;
import dev.mooring.session.LedgerHistory.Rule;
import dev.mooring.session.LedgerHistory.Step;
import dev.mooring.session.LedgerHistory.Supersede;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each answer of the ledger is the one of an instant between its question and itself (G11, G12, G15, H17). */
class LedgerLinearizabilityTest {
    private static final int THREADS = 3;
    private static final int QUESTIONS = 4;
    private static final int ROUNDS = 1_500;
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @MethodSource("dev.mooring.session.AtOnce#kindsOfThreads")
    void ledger_inMemory_isLinearizable(Supplier<ExecutorService> kind) throws Exception {
        ExecutorService executor = kind.get();
        try (SessionLedger ledger = InMemoryLedger.builder().clock(() -> NOW).build()) {
            Set<Object> answers = new HashSet<>();
            int overlapping = 0;
            for (int round = 0; round < ROUNDS; round++) {
                LedgerHistory history = new LedgerHistory(ledger, "s" + round, NOW);
                askAtOnce(executor, history, new SplittableRandom(round));
                assertTrue(history.isLinearizable(), () -> history.toString());
                overlapping += history.overlaps() ? 1 : 0;
                answers.addAll(history.answers());
            }
            assertTrue(overlapping > 0, "no two threads asked at once");
            assertTrue(answers.containsAll(EnumSet.allOf(Answer.class)), () -> "only " + answers);
        } finally {
            executor.shutdownNow();
        }
    }

    private static void askAtOnce(ExecutorService executor, LedgerHistory history, SplittableRandom random)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<Question> questions = Stream.generate(() -> Question.random(random))
                    .limit(QUESTIONS)
                    .toList();
            threads.add(() -> {
                start.await();
                for (Question question : questions) {
                    history.ask(question);
                }
                return null;
            });
        }
        for (Future<Void> thread : executor.invokeAll(threads)) {
            thread.get();
        }
    }

    /** Reads, lets others go first, and then writes the result of its reading: right for one thread at a time. */
    private static final class RacyLedger implements SessionLedger {
        private final Callable<Void> between;
        private Rule rule = Rule.FIRST;
        private boolean interrupted;

        RacyLedger(Callable<Void> between) {
            this.between = between;
        }

        private Object ask(Question question) throws LedgerUnavailableException {
            Step step = rule.step(question);
            if (!interrupted) {
                interrupted = true;
                try {
                    between.call();
                } catch (Exception e) {
                    throw new LedgerUnavailableException(e.toString());
                }
            }
            rule = step.next();
            return step.answer();
        }

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            return (Answer) ask(new Ask(claim.generation(), claim.checkpoint(), 0, 0));
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            return (boolean) ask(new Supersede(superseding.generation(), superseding.checkpoint(), 0));
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            ask(new Revoke());
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }

    /** The first question is open while the second is asked and answered; then the third. */
    private static LedgerHistory interleaved(Question first, Question second, Question third) throws Exception {
        LedgerHistory[] history = new LedgerHistory[1];
        history[0] = new LedgerHistory(
                new RacyLedger(() -> {
                    history[0].ask(second);
                    return null;
                }),
                "s",
                NOW);
        history[0].ask(first);
        history[0].ask(third);
        return history[0];
    }

    @Test
    void brokenLedger_isFound() throws Exception {
        Question claim = new Ask(1, 1, 0, 0);
        Question older = new Ask(2, 1, 0, 0);
        Question settle = new Supersede(2, Superseding.SETTLE, 0);
        assertFalse(interleaved(claim, new Revoke(), claim).isLinearizable(), "a revocation that is lost");
        assertFalse(interleaved(claim, new Supersede(2, 2, 0), older).isLinearizable(), "a superseding that is lost");
        assertFalse(
                interleaved(new Supersede(1, 2, 0), claim, new Ask(1, 1, 0, 0)).isLinearizable(),
                "a claim that is lost");
        assertFalse(interleaved(claim, claim, claim).isLinearizable(), "two winners");
        assertFalse(interleaved(claim, settle, claim).isLinearizable(), "a settling that is lost");
    }

    @Test
    void racyLedger_whereNothingIsLost_isAsGoodAsAnother() throws Exception {
        Question claim = new Ask(1, 1, 0, 0);
        assertTrue(interleaved(new Ask(2, 1, 0, 0), claim, claim).isLinearizable(), "the older one came first");
        assertTrue(interleaved(new Revoke(), claim, claim).isLinearizable(), "claimed, then revoked");
    }
}
