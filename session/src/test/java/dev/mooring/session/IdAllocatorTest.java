package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdAllocatorTest {

    static Session session(SessionSnapshot snapshot) {
        return new Session(
                snapshot,
                Session.Tables.EMPTY,
                new Session.Conditions(
                        TokenContext.none(),
                        CopyId.random(),
                        false,
                        Optional.empty(),
                        SnapshotLimits.DEFAULT,
                        new MovableClock()));
    }

    @Test
    void allocate_newSession_countsAsCapnWebDoes() {
        IdAllocator ids =
                session(SessionSnapshot.builder("s", Instant.EPOCH).build()).ids();
        assertEquals(1, ids.allocatePositive());
        assertEquals(2, ids.allocatePositive());
        assertEquals(-1, ids.allocateNegative());
        assertEquals(-2, ids.allocateNegative());
        assertEquals(1, ids.allocatePeer());
        assertEquals(2, ids.allocatePeer());
        assertEquals(3, ids.nextPositiveId());
        assertEquals(-3, ids.nextNegativeId());
        assertEquals(3, ids.nextPeerId());
    }

    @Test
    void allocate_restoredSession_goesOnWhereItStopped() {
        IdAllocator ids = session(SessionSnapshot.builder("s", Instant.EPOCH)
                        .nextPositiveId(13)
                        .nextNegativeId(-7)
                        .nextPeerId(5)
                        .build())
                .ids();
        assertEquals(13, ids.allocatePositive());
        assertEquals(-7, ids.allocateNegative());
        assertEquals(5, ids.allocatePeer());
    }

    @Test
    void allocate_lastIds_areUsedUpRatherThanWrapped() {
        IdAllocator ids = session(SessionSnapshot.builder("s", Instant.EPOCH)
                        .nextPositiveId(Value.MAX_INTEGER - 1)
                        .nextNegativeId(1 - Value.MAX_INTEGER)
                        .nextPeerId(Value.MAX_INTEGER - 1)
                        .build())
                .ids();
        assertEquals(Value.MAX_INTEGER - 1, ids.allocatePositive());
        assertEquals(1 - Value.MAX_INTEGER, ids.allocateNegative());
        assertEquals(Value.MAX_INTEGER - 1, ids.allocatePeer());
        assertThrows(IllegalStateException.class, ids::allocatePositive);
        assertThrows(IllegalStateException.class, ids::allocateNegative);
        assertThrows(IllegalStateException.class, ids::allocatePeer);
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.session.AtOnce#kindsOfThreads")
    void allocate_byManyThreads_givesEachIdOnce(Supplier<ExecutorService> threads) throws Exception {
        IdAllocator ids =
                session(SessionSnapshot.builder("s", Instant.EPOCH).build()).ids();
        Set<Long> given = ConcurrentHashMap.newKeySet();
        AtOnce.run(threads, thread -> {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(given.add(ids.allocatePositive()));
                assertTrue(given.add(ids.allocateNegative()));
            }
        });
        assertEquals(2_000 * AtOnce.THREADS, given.size());
        assertEquals(1_000L * AtOnce.THREADS + 1, ids.nextPositiveId());
        assertEquals(-1_000L * AtOnce.THREADS - 1, ids.nextNegativeId());
    }
}
