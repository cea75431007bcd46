package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer.Place;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenHeader;
import dev.mooring.token.TokenListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CaptureTest {

    /**
     * Each writer, in this order and without one lock around it: takes an id and inserts under it; raises its variable;
     * exports; and releases. So at every instant, for each writer, imports ≥ variable ≥ exports made ≥ variable − 1, and
     * no id in use is beyond the next. A capture that reads one table after the other sees later tables too new.
     */
    @Test
    void checkpoint_whileManyThreadsChange_isTrueAtOneInstant() throws Exception {
        Server server = Server.alone();
        Session session = server.begin("s");
        int writers = 4;
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String name = "writer" + writer;
            running.add(threads.submit(() -> write(session, name, started, done)));
        }
        started.await();
        try {
            for (int round = 0; round < 300; round++) {
                String text = server.checkpoint(session);
                assertConsistent(server.tokens.open(text, Server.CALLER).snapshot(), writers);
            }
        } finally {
            done.set(true);
            threads.shutdown();
            assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
        }
        for (Future<?> future : running) {
            future.get();
        }
    }

    private static void write(Session session, String name, CountDownLatch started, AtomicBoolean done) {
        for (long step = 1; !done.get(); step++) {
            long imported = session.imports().add(LiveValue.stub(name, name));
            session.variables().set(name, Value.of(step));
            long exported = session.exports().exportStub(name, name);
            session.atomically(() -> {
                session.variables().set(name + " rests", Value.of(session.ids().nextPositiveId()));
                session.addCapability(name);
                session.removeCapability(name);
                return name;
            });
            if (step % 50 == 0) {
                release(session, imported, exported);
            }
            if (step == 1) {
                started.countDown();
            }
        }
    }

    /** Keeps the tables small, and leaves gaps in each writer's numbers at those that it released. */
    private static void release(Session session, long imported, long exported) {
        session.atomically(() -> {
            Set<Long> imports = session.imports().ids();
            Set<Long> exports = session.exports().ids();
            String name = session.imports().stub(imported, String.class);
            long released = 0;
            for (long id : imports) {
                if (session.imports().stub(id, String.class).equals(name)) {
                    session.imports().release(id, 1);
                    released++;
                }
            }
            for (long id : exports) {
                if (session.exports().stub(id, String.class).equals(name)) {
                    session.exports().release(id, 1);
                }
            }
            long before = number(session.variables().get(name + " released").orElse(Value.of(0)));
            session.variables().set(name + " released", Value.of(before + released));
            return exported;
        });
    }

    private static long number(Value value) {
        return ((Value.IntegerValue) value).value();
    }

    private static void assertConsistent(SessionSnapshot snapshot, int writers) {
        for (int writer = 0; writer < writers; writer++) {
            String name = "writer" + writer;
            long steps = number(snapshot.variables().get(name));
            long released = number(snapshot.variables().getOrDefault(name + " released", Value.of(0)));
            long imports = released
                    + snapshot.imports().values().stream()
                            .filter(entry -> entry.value().equals(new ImportValue.Stub(name)))
                            .count();
            long exports = released
                    + snapshot.exports().values().stream()
                            .filter(entry -> entry.value().equals(new ExportValue.Stub(name)))
                            .count();
            assertTrue(imports == steps || imports == steps + 1, name + ": imports " + imports + ", steps " + steps);
            assertTrue(exports == steps || exports == steps - 1, name + ": exports " + exports + ", steps " + steps);
            assertTrue(
                    number(snapshot.variables().getOrDefault(name + " rests", Value.of(1)))
                            <= snapshot.nextPositiveId(),
                    "the next id is as new as the variables");
        }
        assertEquals(List.of(), snapshot.capabilities());
    }

    @Test
    void suspend_withoutReference_isRefusedAndTheSessionGoesOn() {
        Server server = Server.alone();
        Session session = server.begin("s");
        long id = session.exports().exportStub("stub", null);
        ResumeTokenException refused = assertThrows(ResumeTokenException.class, () -> server.sessions.suspend(session));
        assertEquals(Reason.ENCODING_FAILED, refused.reason());
        assertTrue(refused.getMessage().contains(String.valueOf(id)), "it names the entry");
        assertTrue(session.isLive());
        session.exports().release(id, 1);
        server.suspend(session);
    }

    @Test
    void suspend_withoutReference_isLeftOutAndReportedWhereChosen() {
        Server server = Server.with(builder -> builder.missingReferences(MissingReferences.LEAVE_OUT));
        Session session = server.begin("s");
        session.imports().add(LiveValue.stub("a"));
        session.imports().add(LiveValue.promise("b"));
        session.exports().exportStub("c", null);
        session.exports().exportPromise("d", null);
        session.exports().exportStub("kept", "kept");
        SuspendedSession suspended = server.sessions.suspend(session);
        assertEquals(
                Set.of(
                        new ReportedEntry(Place.IMPORT_STUB, 1),
                        new ReportedEntry(Place.IMPORT_PROMISE, 2),
                        new ReportedEntry(Place.EXPORT_STUB, -1),
                        new ReportedEntry(Place.EXPORT_PROMISE, -2)),
                Set.copyOf(suspended.leftOut()));
        Session again = server.resume(suspended.token().text()).session();
        assertEquals(Set.of(), again.imports().ids());
        assertEquals(Set.of(-3L), again.exports().ids());
        assertEquals(3, again.ids().nextPositiveId());
        assertEquals(-4, again.ids().nextNegativeId());
    }

    @Test
    void checkpoint_withoutReference_isRejectedAndReportedWhereChosen() {
        Server server = Server.with(builder -> builder.missingReferences(MissingReferences.REJECT));
        Session session = server.begin("s");
        session.imports().add(LiveValue.stub("a"));
        session.exports().exportStub("c", null);
        session.exports().exportPromise("d", null);
        session.exports().addReference(-2);
        SuspendedSession checkpoint = server.sessions.checkpoint(session);
        assertEquals(3, checkpoint.leftOut().size());
        assertEquals("c", session.exports().stub(-1, String.class), "the live entry stays as it is");
        server.sessions.end(session);
        Session again = server.resume(checkpoint.token().text()).session();
        assertTrue(again.imports().find(1).orElseThrow().value() instanceof LiveValue.Resolved);
        assertTrue(again.exports().find(-1).orElseThrow().value() instanceof LiveValue.Rejected);
        assertTrue(again.exports().find(-2).orElseThrow().value() instanceof LiveValue.Rejected);
        assertEquals(2, again.exports().find(-2).orElseThrow().references());
    }

    @Test
    void suspend_whileIssuing_keepsChangesWaiting() throws Exception {
        Server server = Server.alone();
        CountDownLatch issuing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Session session = server.begin("s");
        var slow = new TokenListener() {
            @Override
            public void issued(TokenHeader header) {
                issuing.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        PersistentSessionManager sessions = PersistentSessionManager.builder(
                        server.codec.builder(server.clock).listener(slow).build(), server.restorer)
                .clock(server.clock)
                .build();
        Session suspending = sessions.begin("s", Server.CALLER);
        FutureTask<Void> change = new FutureTask<>(() -> suspending.variables().set("lost", Value.of(1)), null);
        Thread changer = new Thread(change);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<SuspendedSession> suspended = threads.submit(() -> sessions.suspend(suspending));
            issuing.await();
            changer.start();
            while (!change.isDone() && changer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertFalse(change.isDone(), "it waits");
            goOn.countDown();
            suspended.get();
            assertThrows(ExecutionException.class, change::get);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
        assertTrue(suspending.variables().get("lost").isEmpty());
        assertTrue(session.isLive());
    }

    @Test
    void suspend_listenerThatChangesTheSession_isNotADeadlock() {
        MovableClock clock = new MovableClock();
        List<Session> changed = new ArrayList<>();
        var meddling = new TokenListener() {
            @Override
            public void issued(TokenHeader header) {
                changed.forEach(session -> session.variables().set("v", Value.NULL));
            }
        };
        PersistentSessionManager sessions = PersistentSessionManager.builder(
                        new TestTokens().builder(clock).listener(meddling).build(), new RecordingRestorer())
                .clock(clock)
                .build();
        Session session = sessions.begin("s", Server.CALLER);
        changed.add(session);
        sessions.suspend(session);
        assertTrue(session.variables().get("v").isEmpty());
    }
}
