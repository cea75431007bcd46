package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.OpenedToken.Outdated;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenStatistics.KeyVerdict;
import dev.mooring.token.TokenStatistics.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenStatisticsTest {
    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration MAX_TTL = Duration.ofHours(24);

    /** How long after its last change a key has to stay. */
    private static final Duration KEEP = RELOAD.plus(MAX_TTL);

    private final Fixtures.Server server = new Fixtures.Server();
    private final TokenStatistics statistics = new TokenStatistics(server.clock);
    private final ResumeTokenManager manager =
            server.builder().listener(statistics).build();

    private ResumeTokenManager newer() {
        return server.builder(KeySource.of(keys(key("k1", Status.OPENING), key("k2", Status.SEALING))))
                .listener(statistics)
                .build();
    }

    @Test
    void uses_ofIssuingAndOpening_areByKeySealerAndCodec() {
        ResumeToken token = manager.issue(session().build());
        server.clock.advance(Duration.ofMinutes(10));
        newer().open(token.text());
        Use use = new Use(
                1, 1, Optional.of(NOW.plus(Duration.ofMinutes(10))), Optional.of(NOW.plus(Duration.ofHours(1))));
        assertEquals(Map.of("k1", use), statistics.keys());
        assertEquals(Map.of("hmac-sha256", use), statistics.sealers());
        assertEquals(Map.of("memory", use), statistics.codecs());
        assertEquals(Map.of(Outdated.KEY, 1L), statistics.outdated());
        assertEquals(Map.of(), statistics.refusals());
        assertEquals(NOW, statistics.countedSince());
    }

    @Test
    void use_ofATokenThatWasIssuedOnly_wasNeverOpened() {
        manager.issue(session().build());
        assertEquals(
                new Use(1, 0, Optional.empty(), Optional.of(NOW.plus(Duration.ofHours(1)))),
                statistics.keys().get("k1"));
    }

    @Test
    void refusals_areByReason_andLeaveNoTraceOfMadeUpIds() {
        for (int i = 0; i < 100; i++) {
            Handmade token = new Handmade(new byte[1]);
            token.key = "x" + i;
            assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(token.text())));
        }
        assertEquals(Reason.MALFORMED, reason(() -> manager.open("x")));
        assertEquals(Map.of(Reason.UNKNOWN_KEY, 100L, Reason.MALFORMED, 1L), statistics.refusals());
        assertEquals(Map.of(), statistics.keys());
    }

    @Test
    void counts_underManyThreads_areComplete() throws Exception {
        int threads = 32;
        int rounds = 200;
        ResumeTokenManager newer = newer();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    start.await();
                    for (int round = 0; round < rounds; round++) {
                        newer.open(manager.issue(session().build()).text());
                        reason(() -> manager.open("x"));
                        statistics.keys();
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            pool.shutdownNow();
        }
        long all = (long) threads * rounds;
        assertEquals(
                new Use(all, all, Optional.of(NOW), Optional.of(NOW.plus(Duration.ofHours(1)))),
                statistics.keys().get("k1"));
        assertEquals(Map.of(Outdated.KEY, all), statistics.outdated());
        assertEquals(Map.of(Reason.MALFORMED, all), statistics.refusals());
    }

    @Test
    void key_thatSeals_mayNotGo() {
        server.clock.advance(Duration.ofDays(100));
        KeyVerdict verdict = statistics.mayRemove(key("k1", Status.SEALING), RELOAD, MAX_TTL);
        assertFalse(verdict.mayRemove());
        assertEquals(Optional.empty(), verdict.aliveUntil());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"STAGED", "OPENING"})
    void key_thatDoesNotSeal_mayGoWhenItsTokensCannotBeAlive(Status status) {
        server.clock.advance(KEEP.minusMillis(1));
        assertFalse(statistics.mayRemove(key("k1", status), RELOAD, MAX_TTL).mayRemove());
        server.clock.advance(Duration.ofMillis(1));
        KeyVerdict verdict = statistics.mayRemove(key("k1", status), RELOAD, MAX_TTL);
        assertTrue(verdict.mayRemove());
        assertEquals(Optional.of(NOW.plus(KEEP)), verdict.aliveUntil());
        assertEquals(new Use(0, 0, Optional.empty(), Optional.empty()), verdict.use());
    }

    @Test
    void key_ofWhichALateTokenWasSeen_staysUntilThatOneExpires() {
        // another server went on sealing with the old key long after the others had stopped
        server.clock.advance(KEEP);
        String late = manager.issue(
                        SessionSnapshot.builder("late", server.clock.instant()).build())
                .text();
        newer().open(late);
        Instant end = statistics.keys().get("k1").lastExpiry().orElseThrow();
        assertEquals(NOW.plus(KEEP).plus(Duration.ofHours(1)), end);
        TokenKey old = key("k1", Status.OPENING);
        assertFalse(statistics.mayRemove(old, RELOAD, MAX_TTL).mayRemove());
        assertEquals(
                Optional.of(end), statistics.mayRemove(old, RELOAD, MAX_TTL).aliveUntil());
        server.clock.set(end);
        assertTrue(statistics.mayRemove(old, RELOAD, MAX_TTL).mayRemove());
    }

    @Test
    void verdict_asText_saysTheEvidenceAndWhatItDoesNotKnow() {
        manager.open(manager.issue(session().build()).text());
        String words =
                statistics.mayRemove(key("k1", Status.OPENING), RELOAD, MAX_TTL).toString();
        Set.of("k1", "may not go", NOW.plus(KEEP).toString(), "opened 1, the last at " + NOW, "other servers")
                .forEach(part -> assertTrue(words.contains(part), words));
    }

    @Test
    void durations_outOfTheirRange_areRefused() {
        TokenKey old = key("k1", Status.OPENING);
        assertThrows(IllegalArgumentException.class, () -> statistics.mayRemove(old, Duration.ofMillis(-1), MAX_TTL));
        assertThrows(IllegalArgumentException.class, () -> statistics.mayRemove(old, RELOAD, Duration.ZERO));
    }
}
