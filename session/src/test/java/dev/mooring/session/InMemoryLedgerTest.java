package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.testkit.SessionLedgerContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest extends SessionLedgerContract {
    private final MovableClock clock = new MovableClock();
    private final Map<String, SessionLedger> opened = new ConcurrentHashMap<>();

    @Override
    protected SessionLedger open(LedgerSettings with) {
        return opened.computeIfAbsent(
                with.namespace(), any -> InMemoryLedger.builder().clock(clock).build());
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected void advance(Duration time) {
        clock.advance(time);
    }

    private Claim claim(String session, Duration kept) {
        return new Claim(session, 1, 1, ResumeAttempt.random(), CopyId.random(), now(), now().plus(kept));
    }

    private static Claim claim(Instant issuedAt, Instant keepUntil) {
        return new Claim("a", 1, 1, ResumeAttempt.random(), CopyId.random(), issuedAt, keepUntil);
    }

    @Test
    void claim_whenFull_isRefusedRatherThanForgetting() throws Exception {
        SessionLedger ledger =
                InMemoryLedger.builder().maxSessions(2).clock(clock).build();
        ledger.claim(claim("a", Duration.ofHours(2)));
        ledger.claim(claim("b", Duration.ofHours(1)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim("c", Duration.ofHours(1))));
        assertThrows(
                LedgerUnavailableException.class,
                () -> ledger.supersede(new Superseding("c", 1, 1, CopyId.random(), now().plusSeconds(1))));
        assertEquals(Answer.REPLAYED, ledger.claim(claim("a", Duration.ofHours(1))));
        assertEquals(Answer.REPLAYED, ledger.claim(claim("b", Duration.ofHours(1))));
    }

    @Test
    void revoke_whenFull_works() throws Exception {
        SessionLedger ledger =
                InMemoryLedger.builder().maxSessions(1).clock(clock).build();
        ledger.claim(claim("a", Duration.ofHours(1)));
        ledger.revoke("a");
        ledger.revoke("b");
        assertEquals(Answer.REVOKED, ledger.claim(claim("a", Duration.ofHours(1))));
        assertEquals(Answer.REVOKED, ledger.claim(claim("b", Duration.ofHours(1))));
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim("c", Duration.ofHours(1))));
    }

    /** Also if the session began on a server whose clock is ahead of the others as far as it may be. */
    @Test
    void revoke_ofASessionThatLivesAsLongAsItMay_outlivesItsTokens() throws Exception {
        SessionLedger ledger = InMemoryLedger.builder().clock(clock).build();
        Instant createdAt = now().plus(LedgerSettings.GREATEST_CLOCK_SKEW);
        Instant end = createdAt.plus(SessionSnapshot.GREATEST_MAX_AGE);
        ledger.revoke("a");
        advance(Duration.between(now(), end.minusMillis(1)));
        assertEquals(
                Answer.REVOKED,
                ledger.claim(claim(now(), LedgerGate.keepUntil(createdAt, SessionSnapshot.GREATEST_MAX_AGE))));
    }

    @Test
    void claim_afterTheClockJumpedAheadAndBack_revivesNothing() throws Exception {
        SessionLedger ledger = InMemoryLedger.builder().clock(clock).build();
        Claim used = claim("a", Duration.ofHours(24));
        ledger.claim(used);
        advance(Duration.ofHours(25));
        ledger.claim(claim("b", Duration.ofHours(1)));
        advance(Duration.ofHours(-25));
        Claim again = new Claim("a", 1, 1, ResumeAttempt.random(), CopyId.random(), used.issuedAt(), used.keepUntil());
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(again));
        assertEquals(Answer.CLAIMED, ledger.claim(claim("c", Duration.ofHours(26))), "what is not over goes on");
    }

    /** However many entries are over, each call forgets some, and none of them is remembered. */
    @Test
    void claim_whenVeryManyAreOver_forgetsThemLittleByLittle() throws Exception {
        SessionLedger ledger =
                InMemoryLedger.builder().maxSessions(10_000).clock(clock).build();
        for (int i = 0; i < 10_000; i++) {
            ledger.claim(claim("s" + i, Duration.ofHours(1).plusMillis(i % 7)));
        }
        ledger.claim(claim("s9999", Duration.ofHours(1)));
        advance(Duration.ofHours(2));
        assertEquals(
                Answer.CLAIMED, ledger.claim(claim("s9999", Duration.ofHours(1))), "it is over, though not forgotten");
        for (int i = 0; i < 9_999; i++) {
            assertEquals(Answer.CLAIMED, ledger.claim(claim("t" + i, Duration.ofHours(1))));
        }
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim("u", Duration.ofHours(1))));
    }

    /** An entry that was lengthened lives until its new end. */
    @Test
    void claim_laterWithMoreTime_isRememberedWhileOthersAreForgotten() throws Exception {
        SessionLedger ledger = InMemoryLedger.builder().clock(clock).build();
        ledger.claim(claim("a", Duration.ofHours(1)));
        ledger.revoke("a");
        advance(Duration.ofHours(2));
        ledger.claim(claim("b", Duration.ofHours(1)));
        advance(Duration.ofDays(29));
        assertEquals(Answer.REVOKED, ledger.claim(claim("a", Duration.ofHours(1))));
        advance(Duration.ofDays(2));
        assertEquals(Answer.CLAIMED, ledger.claim(claim("a", Duration.ofHours(1))));
    }

    @Test
    void claim_whenFullOfWhatIsOver_makesRoom() throws Exception {
        SessionLedger ledger =
                InMemoryLedger.builder().maxSessions(2).clock(clock).build();
        ledger.claim(claim("a", Duration.ofHours(2)));
        ledger.claim(claim("b", Duration.ofHours(1)));
        advance(Duration.ofHours(1));
        assertEquals(Answer.CLAIMED, ledger.claim(claim("c", Duration.ofHours(1))));
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim("d", Duration.ofHours(1))));
        assertEquals(Answer.REPLAYED, ledger.claim(claim("a", Duration.ofHours(1))));
    }

    @Test
    void claim_ofTheOnlySessionThatThereIsRoomFor_isClaimed() throws Exception {
        SessionLedger ledger =
                InMemoryLedger.builder().maxSessions(1).clock(clock).build();
        assertEquals(Answer.CLAIMED, ledger.claim(claim("a", Duration.ofHours(1))));
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim("b", Duration.ofHours(1))));
    }

    @Test
    void claim_ofTokenFromBeforeStart_isRevokedWhereAsked() throws Exception {
        Claim before = claim("a", Duration.ofHours(1));
        advance(Duration.ofMillis(1));
        SessionLedger strict = InMemoryLedger.builder()
                .clock(clock)
                .refuseTokensFromBeforeStart()
                .build();
        assertEquals(Answer.REVOKED, strict.claim(before));
        assertEquals(Answer.CLAIMED, strict.claim(claim("a", Duration.ofHours(1))));
        assertEquals(Answer.CLAIMED, open(LedgerSettings.DEFAULT).claim(before));
    }

    @Test
    void clock_unlessGiven_isNearTheSystems() throws Exception {
        SessionLedger ledger = InMemoryLedger.create();
        Instant future = Instant.now().plus(Duration.ofHours(1));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(Instant.now(), future)));
        assertThrows(
                LedgerUnavailableException.class,
                () -> ledger.claim(claim(Instant.now(), Instant.now().minus(Duration.ofHours(1)))));
    }

    @Test
    void builder_outOfRange_isRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> InMemoryLedger.builder().maxSessions(0));
    }

    @Test
    void builder_givenAValueTwice_refusesIt() {
        InMemoryLedger.Builder builder = InMemoryLedger.builder().maxSessions(1).clock(InstantSource.system());
        assertThrows(IllegalStateException.class, () -> builder.maxSessions(2));
        assertThrows(IllegalStateException.class, () -> builder.clock(InstantSource.system()));
    }

    @Test
    void check_ofAFullLedger_saysThatItIsFull() throws LedgerUnavailableException {
        InMemoryLedger full = InMemoryLedger.builder().maxSessions(1).build();
        full.check();
        full.revoke("s");
        assertTrue(assertThrows(LedgerUnavailableException.class, full::check)
                .getMessage()
                .contains("maxSessions"));
    }

    @Test
    void check_whateverItSays_keepsNoOtherThreadOut() throws Exception {
        InMemoryLedger ledger =
                InMemoryLedger.builder().maxSessions(1).clock(clock).build();
        ledger.check();
        Claim claim = claim("a", Duration.ofHours(1));
        assertEquals(Answer.CLAIMED, inAnotherThread(() -> ledger.claim(claim)));
        assertThrows(LedgerUnavailableException.class, ledger::check);
        assertEquals(Answer.REPLAYED, inAnotherThread(() -> ledger.claim(claim("a", Duration.ofHours(1)))));
    }

    private static <T> T inAnotherThread(Callable<T> work) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            return other.submit(work).get(1, TimeUnit.MINUTES);
        } finally {
            other.shutdownNow();
        }
    }
}
