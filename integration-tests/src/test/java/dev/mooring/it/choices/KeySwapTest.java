package dev.mooring.it.choices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.it.deployed.Choice;
import dev.mooring.it.leaks.Content;
import dev.mooring.testkit.Threads;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import dev.mooring.token.TokenStatistics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of the real sealers change while many threads seal and open, as threads and as virtual threads (D08, G16). */
class KeySwapTest {
    private static final int THREADS = 32;
    private static final int SWAPS = 12;
    private static final int TOKENS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TokenContext CALLER = TokenContext.of("tenant", "acme");

    private final AtomicLong millis = new AtomicLong(Content.NOW.toEpochMilli());
    private final TokenStatistics statistics = new TokenStatistics(() -> Content.NOW);
    private volatile KeySet current;

    static Stream<Arguments> choicesAndThreads() {
        return Stream.of(Choice.values())
                .flatMap(choice -> Threads.kinds(THREADS).map(kind -> Arguments.of(choice, kind)));
    }

    /** Each set seals with the key that the one before has staged. */
    private static List<KeySet> rotations(TokenSealerProvider sealer) {
        String algorithm = sealer.algorithms().get(0);
        List<KeySet> sets = new ArrayList<>();
        KeySet keys = new KeyMaker(sealer, null, RANDOM).create(algorithm, Content.NOW);
        for (int i = 0; i <= SWAPS; i++) {
            KeySet staged = new KeyMaker(sealer, null, RANDOM).stage(keys, algorithm, Content.NOW);
            sets.add(staged);
            keys = staged.promote(lastOf(staged).id(), Content.NOW);
        }
        return sets;
    }

    private static TokenKey lastOf(KeySet keys) {
        return keys.keys().get(keys.keys().size() - 1);
    }

    @ParameterizedTest
    @MethodSource("choicesAndThreads")
    void swap_whileThreadsSealAndOpen_refusesNothingAndCountsAll(Choice choice, Supplier<ExecutorService> threads)
            throws Exception {
        List<KeySet> sets = rotations(Providers.discover().sealer(choice.sealer()));
        current = sets.get(0);
        ResumeTokenManager manager = ResumeTokenManager.builder()
                .codec(choice.codec())
                .keys(() -> current)
                .keysReload(Duration.ofMillis(1))
                .clock(() -> Instant.ofEpochMilli(millis.get()))
                .listener(statistics)
                .build();
        ExecutorService executor = threads.get();
        try {
            swapWhileAtWork(executor, manager, sets);
        } finally {
            executor.shutdownNow();
        }
        long all = (long) THREADS * SWAPS * TOKENS;
        assertEquals(Map.of(), statistics.refusals());
        assertEquals(
                new TokenStatistics.Use(
                        all, all, lastSeen().lastOpened(), lastSeen().lastExpiry()),
                lastSeen());
        assertEquals(
                all,
                statistics.keys().values().stream()
                        .mapToLong(TokenStatistics.Use::opened)
                        .sum());
    }

    private TokenStatistics.Use lastSeen() {
        return statistics.sealers().values().iterator().next();
    }

    private void swapWhileAtWork(ExecutorService executor, ResumeTokenManager manager, List<KeySet> sets)
            throws Exception {
        Phaser round = new Phaser(THREADS + 1);
        List<Future<Void>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(executor.submit(worker(manager, round)));
        }
        for (KeySet next : sets.subList(1, sets.size())) {
            round.arriveAndAwaitAdvance();
            // while the others are at work
            current = next;
            millis.incrementAndGet();
        }
        for (Future<Void> worker : workers) {
            worker.get();
        }
    }

    private static Callable<Void> worker(ResumeTokenManager manager, Phaser round) {
        return () -> {
            try {
                for (int swap = 0; swap < SWAPS; swap++) {
                    round.arriveAndAwaitAdvance();
                    for (int i = 0; i < TOKENS; i++) {
                        String text = manager.issue(Content.snapshot(), CALLER).text();
                        assertEquals(
                                Content.SESSION,
                                manager.open(text, CALLER).snapshot().sessionId());
                    }
                }
                return null;
            } finally {
                // nobody waits for one that has failed
                round.arriveAndDeregister();
            }
        };
    }
}
