package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.LedgerHistory.Ask;
import dev.mooring.session.LedgerHistory.Question;
import dev.mooring.session.LedgerHistory.Revoke;
import dev.mooring.session.LedgerHistory.Rule;
import dev.mooring.session.LedgerHistory.Step;
import dev.mooring.session.LedgerHistory.Supersede;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private static SessionLedger ledger(boolean repeatable) {
        return InMemoryLedger.builder()
                .retryWindow(repeatable ? Duration.ofSeconds(60) : Duration.ZERO)
                .clock(() -> NOW)
                .build();
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.session.AtOnce#kindsOfThreads")
    void ledger_inMemory_isLinearizable(Supplier<ExecutorService> kind) throws Exception {
        ExecutorService executor = kind.get();
        try {
            for (boolean repeatable : new boolean[] {true, false}) {
                SessionLedger ledger = ledger(repeatable);
                int overlapping = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    LedgerHistory history = new LedgerHistory(ledger, "s" + round, NOW);
                    askAtOnce(executor, history, new SplittableRandom(round));
                    assertTrue(history.isLinearizable(repeatable), () -> history.toString());
                    overlapping += history.overlaps() ? 1 : 0;
                }
                assertTrue(overlapping > 0, "no two threads asked at once");
            }
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

    /** Reads, lets others go first, and writes what it made of what it read: right for one at a time. */
    private static final class RacyLedger implements SessionLedger {
        private final Callable<Void> between;
        private Rule rule = Rule.first(true);
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
            return (Answer) ask(new Ask(claim.generation(), claim.checkpoint(), 0));
        }

        @Override
        public boolean supersede(String sessionId, long generation, long checkpoint, Instant keepUntil)
                throws LedgerUnavailableException {
            return (boolean) ask(new Supersede(generation, checkpoint));
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            ask(new Revoke());
        }

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
        Question claim = new Ask(1, 1, 0);
        Question other = new Ask(1, 2, 0);
        assertFalse(interleaved(claim, other, other).isLinearizable(true), "two winners");
        assertFalse(interleaved(claim, new Revoke(), claim).isLinearizable(true), "a revocation that is lost");
        assertFalse(interleaved(claim, new Supersede(2, 1), claim).isLinearizable(true), "a superseding that is lost");
        assertFalse(
                interleaved(new Supersede(1, 2), claim, new Ask(2, 1, 0)).isLinearizable(true),
                "a claim, and a superseding of what it claims");
    }

    @Test
    void racyLedger_whereNothingIsLost_isAsGoodAsAnother() throws Exception {
        Question claim = new Ask(1, 1, 0);
        assertTrue(interleaved(new Ask(2, 1, 0), claim, claim).isLinearizable(true), "the older one came first");
        assertTrue(interleaved(new Revoke(), new Ask(1, 1, 0), claim).isLinearizable(true), "claimed, then revoked");
    }
}
