package dev.mooring.token;

import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that change under threads at work. */
class KeyRotationTest {
    private static final int THREADS = 32;
    private static final int ROTATIONS = 40;

    private final Fixtures.Server server = new Fixtures.Server();
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private volatile KeySet current = rotation(1);

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    /** The n-th key seals, those before open, the next is staged. */
    private static KeySet rotation(int n) {
        return keys(IntStream.rangeClosed(1, n + 1)
                .mapToObj(i -> key("k" + i, i < n ? Status.OPENING : i == n ? Status.SEALING : Status.STAGED))
                .toArray(TokenKey[]::new));
    }

    @Test
    void d08_rotation_whileThreadsIssueAndOpen_refusesNothing() throws Exception {
        ResumeTokenManager manager = server.builder(() -> current).build();
        CyclicBarrier round = new CyclicBarrier(THREADS + 1);
        Set<String> usedKeys = ConcurrentHashMap.newKeySet();
        Callable<Integer> worker = () -> {
            int opened = 0;
            for (int n = 1; n <= ROTATIONS; n++) {
                round.await();
                try {
                    for (int i = 0; i < 5; i++) {
                        ResumeToken token = manager.issue(session().build());
                        usedKeys.add(manager.open(token.text()).header().keyId());
                        opened++;
                    }
                } catch (RuntimeException e) {
                    // lets go of the others, which would wait for this thread
                    round.reset();
                    throw e;
                }
            }
            return opened;
        };
        List<Future<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(pool.submit(worker));
        }
        for (int n = 1; n <= ROTATIONS; n++) {
            round.await();
            // swapped in the middle of the round, while the others are at work
            current = rotation(n);
            server.clock.advance(Duration.ofSeconds(30));
        }
        for (Future<Integer> each : workers) {
            assertEquals(5 * ROTATIONS, each.get());
        }
        assertTrue(usedKeys.size() > 1);
        assertEquals(List.of(), server.listener.refused);
        assertEquals(List.of(), server.listener.keysUnavailable);
    }

    @Test
    void reload_byOneThread_doesNotHoldUpTheOthers() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        ResumeTokenManager manager = server.builder(() -> {
                    if (reads.incrementAndGet() > 1) {
                        reading.countDown();
                        StubCodec.sneaky(() -> {
                            release.await();
                            return null;
                        });
                    }
                    return current;
                })
                .build();
        current = rotation(2);
        server.clock.advance(Duration.ofSeconds(30));
        Future<ResumeToken> reader = pool.submit(() -> manager.issue(session().build()));
        reading.await();
        // due again, so that the others would read too
        server.clock.advance(Duration.ofSeconds(30));
        Handmade unknown = new Handmade(new byte[0]);
        unknown.key = "k9";
        Future<Reason> opener = pool.submit(() -> Fixtures.reason(() -> manager.open(unknown.text())));
        Future<ResumeToken> issuer = pool.submit(() -> manager.issue(session().build()));
        // only a test that fails waits
        assertEquals(Reason.UNKNOWN_KEY, opener.get(1, TimeUnit.MINUTES));
        String meanwhile = issuer.get(1, TimeUnit.MINUTES).text();
        assertEquals("k1", ResumeTokenManager.inspect(meanwhile).header().keyId());
        assertEquals(2, reads.get());
        release.countDown();
        assertEquals(
                "k2", ResumeTokenManager.inspect(reader.get().text()).header().keyId());
    }

    @Test
    void g16_oneManager_byManyThreads_opensEveryToken() throws Exception {
        ResumeTokenManager manager = server.manager();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SessionSnapshot own = session().checkpoint(i + 1).build();
            tasks.add(() -> {
                start.await();
                for (int n = 0; n < 20; n++) {
                    assertEquals(own, manager.open(manager.issue(own).text()).snapshot());
                }
                return null;
            });
        }
        for (Future<Void> each : pool.invokeAll(tasks)) {
            each.get();
        }
    }
}
