package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleanUpTest {
    private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((where, failure) -> uncaught.set(failure));
        return thread;
    });

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("of the application's clock"),
                new AssertionError("of a listener"),
                new NoClassDefFoundError("a/Class"),
                new OutOfMemoryError("asked to"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void run_thatFails_isToldAndTheNextRunsAllTheSame(Throwable failure) throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        CleanUp.every(Duration.ofMillis(1), executor).start(() -> {
            runs.countDown();
            if (runs.getCount() == 2) {
                CleanUpTest.<RuntimeException>throwAny(failure);
            }
        });
        assertTrue(runs.await(1, TimeUnit.MINUTES));
        assertSame(failure, uncaught.get());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }

    /** The manager's own listeners are kept apart from it, except in errors of the virtual machine. */
    @Test
    void listener_thatEndsTheVirtualMachine_keepsNoOtherSessionFromItsEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(2);
        Server server = Server.with(builder -> builder.cleanUpEvery(Duration.ofMillis(1), executor)
                .idleTimeout(Duration.ofMillis(1))
                .listener(new SessionListener() {
                    @Override
                    public void ended(Session session, Session.Ending ending) {
                        ended.countDown();
                        throw new StackOverflowError("asked to");
                    }
                }));
        server.begin("one");
        server.begin("two");
        server.clock.advance(Duration.ofSeconds(1));
        assertTrue(ended.await(1, TimeUnit.MINUTES));
        assertEquals(StackOverflowError.class, uncaught.get().getClass());
    }

    @Test
    void end_ofACleanUpWithItsOwnLedger_endsBoth() {
        executor.setRemoveOnCancelPolicy(true);
        InMemoryLedger ledger = InMemoryLedger.create();
        Runnable end = CleanUp.every(Duration.ofDays(1), executor).and(ledger).start(() -> {});
        assertEquals(1, executor.getQueue().size());
        end.run();
        assertEquals(0, executor.getQueue().size());
        assertThrows(LedgerUnavailableException.class, ledger::check);
    }

    @Test
    void close_whoseListenerEndsTheVirtualMachine_endsTheCleanUp() {
        executor.setRemoveOnCancelPolicy(true);
        Server server = Server.with(builder -> builder.cleanUpEvery(Duration.ofDays(1), executor)
                .listener(new SessionListener() {
                    @Override
                    public void ended(Session session, Session.Ending ending) {
                        throw new OutOfMemoryError("asked to");
                    }
                }));
        server.begin("s");
        assertThrows(OutOfMemoryError.class, server.sessions::close);
        assertEquals(0, executor.getQueue().size());
    }
}
