package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.mooring.api.snapshot.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of every {@link SessionLedger}. A ledger's own tests extend this class:
 *
 * <pre>{@code
 * class ExampleLedgerTest extends SessionLedgerContract {
 *     private final MovableClock clock = new MovableClock();
 *
 *     @Override
 *     protected SessionLedger open(LedgerSettings settings) {
 *         return new ExampleLedger(settings, clock);
 *     }
 *
 *     @Override
 *     protected Instant now() {
 *         return clock.instant();
 *     }
 *
 *     @Override
 *     protected void advance(Duration time) {
 *         clock.advance(time);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test opens ledgers under a namespace of its own, so a shared store need not be emptied in between. Most races are
 * run over several ledgers of one store, because a lock of one ledger does not hold for another. For a ledger whose store
 * can fail apart from it, extend {@link SharedLedgerContract}.
 */
public abstract class SessionLedgerContract {
    private static final String SESSION = "session-1";
    private static final int THREADS = 32;
    private static final int SERVERS = 4;

    private final List<SessionLedger> opened = new ArrayList<>();
    private final ResumeAttempt mine = ResumeAttempt.random();
    private final ResumeAttempt theirs = ResumeAttempt.random();
    private final CopyId first = CopyId.random();
    private final CopyId second = CopyId.random();
    private final CopyId other = CopyId.random();
    private LedgerSettings settings = LedgerSettings.DEFAULT;

    /** For subclasses. */
    protected SessionLedgerContract() {}

    /**
     * Opens a ledger. The ledgers of one namespace are those of several servers: they share one store, and nothing else. A
     * ledger whose store is within it, such as one in memory, is returned itself for the second time.
     *
     * @param with the settings; each test uses a namespace that was never used before
     * @return a ledger, which the contract closes
     */
    protected abstract SessionLedger open(LedgerSettings with);

    /**
     * The time of the ledger's clock.
     *
     * @return now
     */
    protected abstract Instant now();

    /**
     * Lets time pass for the ledger: moves its clock, or makes all that it holds that much older.
     *
     * @param time the time that passes, positive
     */
    protected abstract void advance(Duration time);

    /**
     * How many races each concurrent test runs.
     *
     * @return rounds; the default is right for a ledger in memory
     */
    protected int rounds() {
        return 1_000;
    }

    /** Makes a namespace for the test. */
    @BeforeEach
    public final void useNewNamespace() {
        settings = LedgerSettings.DEFAULT
                .withNamespace("contract-" + ResumeAttempt.random().text())
                .withDeadline(Duration.ofSeconds(30));
    }

    /** Closes the ledgers that the test opened. */
    @AfterEach
    public final void closeLedgers() {
        opened.forEach(SessionLedger::close);
    }

    private SessionLedger ledger() {
        return ledger(settings);
    }

    /** The ledgers of several servers. */
    private List<SessionLedger> servers() {
        return Stream.generate(this::ledger).limit(SERVERS).toList();
    }

    final LedgerSettings settings() {
        return settings;
    }

    final SessionLedger ledger(LedgerSettings with) {
        SessionLedger ledger = open(with);
        opened.add(ledger);
        return ledger;
    }

    private Instant tomorrow() {
        return now().plus(Duration.ofDays(1));
    }

    final Claim claim(long generation, long checkpoint, ResumeAttempt attempt) {
        return claim(SESSION, generation, checkpoint, attempt);
    }

    private Claim claim(long generation, long checkpoint, ResumeAttempt attempt, CopyId copy) {
        return new Claim(SESSION, generation, checkpoint, attempt, copy, now(), tomorrow());
    }

    private Claim claim(String session, long generation, long checkpoint, ResumeAttempt attempt) {
        return new Claim(session, generation, checkpoint, attempt, first, now(), tomorrow());
    }

    private Claim keptUntil(Instant end, long generation) {
        return new Claim(SESSION, generation, 1, ResumeAttempt.random(), first, now(), end);
    }

    final Superseding superseding(long generation, long checkpoint) {
        return superseding(generation, checkpoint, first);
    }

    private Superseding superseding(long generation, long checkpoint, CopyId copy) {
        return new Superseding(SESSION, generation, checkpoint, copy, tomorrow());
    }

    /**
     * A first token is claimed, whatever its numbers.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_first_isClaimed() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertEquals(Answer.CLAIMED, ledger.claim(claim("a", 1, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim("b", 7, 3, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim("c", Value.MAX_INTEGER, Value.MAX_INTEGER, mine)));
    }

    /**
     * Of all tokens of a generation one is claimed, whichever comes first.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_sameGenerationAgain_isReplayed() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(4, 5, mine));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(4, 5, theirs)), "the same token");
        assertEquals(Answer.REPLAYED, ledger.claim(claim(4, 6, theirs)), "a newer token");
        assertEquals(Answer.REPLAYED, ledger.claim(claim(4, 4, theirs)), "an older token");
    }

    /**
     * Generations only go up, with gaps or without.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_generations_goUpOnly() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertEquals(Answer.CLAIMED, ledger.claim(claim(1, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(9, 1, mine)));
        for (long generation = 1; generation <= 8; generation++) {
            assertEquals(Answer.REPLAYED, ledger.claim(claim(generation, 1, theirs)), "generation " + generation);
        }
    }

    /**
     * Numbers are compared as numbers, up to the largest.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_largeNumbers_areComparedExactly() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertEquals(Answer.CLAIMED, ledger.claim(claim(9, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(10, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(Value.MAX_INTEGER - 1, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(Value.MAX_INTEGER, Value.MAX_INTEGER - 1, mine)));
        assertEquals(Answer.REPEATED, ledger.claim(claim(Value.MAX_INTEGER, Value.MAX_INTEGER, mine)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(Value.MAX_INTEGER - 1, Value.MAX_INTEGER, mine)));
    }

    /**
     * Checkpoints are compared as numbers, up to the largest.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_largeNumbers_areComparedExactly() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(10, 10, first)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(10, 9, mine)));
        assertTrue(ledger.supersede(superseding(Value.MAX_INTEGER, Value.MAX_INTEGER, first)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(Value.MAX_INTEGER, Value.MAX_INTEGER - 1, mine)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(Value.MAX_INTEGER - 1, Value.MAX_INTEGER, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(Value.MAX_INTEGER, Value.MAX_INTEGER, mine)));
    }

    /**
     * Sessions are kept apart, however their ids are spelled.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_otherSessions_areApart() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        List<String> sessions = List.of("a:b", "a", "b", "A", "a ", "a\u00e9", "\uD83D\uDE00", "*", "x".repeat(256));
        for (String session : sessions) {
            assertEquals(Answer.CLAIMED, ledger.claim(claim(session, 1, 1, mine)), session);
        }
        ledger.revoke("a");
        assertEquals(Answer.CLAIMED, ledger.claim(claim("a:b", 2, 1, mine)));
    }

    /**
     * Namespaces are kept apart, even in one store.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_otherNamespace_isApart() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        SessionLedger other = ledger(settings.withNamespace(settings.namespace() + "-other"));
        ledger.claim(claim(1, 1, mine));
        ledger.revoke("revoked");
        assertEquals(Answer.CLAIMED, other.claim(claim(1, 1, theirs)));
        assertEquals(Answer.CLAIMED, other.claim(claim("revoked", 1, 1, theirs)));
    }

    /**
     * A lost answer can be asked for again, as often as it is lost, for as long as the entry lives.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_sameAttempt_isRepeatedUntilSettled() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(3, 2, mine, first));
        assertEquals(Answer.REPEATED, ledger.claim(claim(3, 2, mine, first)));
        advance(Duration.ofHours(1));
        assertEquals(Answer.REPEATED, ledger.claim(claim(3, 2, mine, second)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(3, 2, theirs, other)), "somebody else's attempt");
        assertEquals(Answer.REPEATED, ledger.claim(claim(3, 2, mine, second)), "after somebody else's attempt");
        assertTrue(ledger.supersede(superseding(4, Superseding.SETTLE, second)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(3, 2, mine, second)), "after the settling");
        assertEquals(Answer.REPLAYED, ledger.claim(claim(3, 2, theirs, other)), "somebody else's, after the settling");
        assertEquals(Answer.CLAIMED, ledger.claim(claim(4, 1, theirs, other)));
    }

    /**
     * An attempt repeats any token of its generation that was not superseded.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_sameAttemptOtherCheckpoint_isRepeated() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(1, 2, other)));
        ledger.claim(claim(1, 3, mine, first));
        assertEquals(Answer.REPEATED, ledger.claim(claim(1, 2, mine, first)));
        assertEquals(Answer.REPEATED, ledger.claim(claim(1, 9, mine, first)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(1, 1, mine, first)), "a superseded one");
    }

    /**
     * Of the copies that one attempt was given, only the one that was answered last can settle or supersede.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_byCopyThatWasNotAnsweredLast_changesNothing() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(1, 1, mine, first));
        ledger.claim(claim(1, 1, mine, second));
        assertFalse(ledger.supersede(superseding(2, 7, first)));
        assertFalse(ledger.supersede(superseding(2, Superseding.SETTLE, first)));
        assertFalse(ledger.supersede(superseding(2, Superseding.ASK, first)));
        assertTrue(ledger.supersede(superseding(2, Superseding.ASK, second)));
        assertEquals(Answer.REPEATED, ledger.claim(claim(1, 1, mine, first)), "nothing was settled");
        assertTrue(ledger.supersede(superseding(2, Superseding.SETTLE, first)), "the first one was answered again");
        assertFalse(ledger.supersede(superseding(2, 9, second)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 1, theirs, other)), "nothing was superseded");
        assertFalse(ledger.supersede(superseding(2, 9, first)), "after the next claim");
    }

    /**
     * To ask whether a copy is current changes nothing.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_onlyAsked_changesNothing() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(4, Superseding.ASK, first)));
        assertTrue(ledger.supersede(superseding(4, Superseding.ASK, second)), "no copy was noted");
        assertEquals(Answer.CLAIMED, ledger.claim(claim(3, 1, mine, first)), "no claim was noted");
        assertTrue(ledger.supersede(superseding(4, Superseding.ASK, first)));
        assertEquals(Answer.REPEATED, ledger.claim(claim(3, 1, mine, first)), "nothing was settled");
    }

    /**
     * A copy shows that its generation was claimed; a ledger that lost the claim learns it, and the copy that went on.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_ofUnknownClaim_isLearnt() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(5, 2, first)));
        assertFalse(ledger.supersede(superseding(5, 9, second)), "another copy");
        assertEquals(Answer.REPLAYED, ledger.claim(claim(4, 9, mine, other)), "the generation that it was made of");
        assertTrue(ledger.supersede(superseding(9, Superseding.SETTLE, second)), "a later one that was lost, too");
        assertFalse(ledger.supersede(superseding(5, 9, first)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(8, 9, mine, other)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(9, 1, mine, other)));
    }

    /**
     * After the session went on, an old attempt is refused.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_sameAttemptAfterLaterGeneration_isReplayed() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(1, 1, mine));
        ledger.claim(claim(2, 1, theirs));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(1, 1, mine)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(1, 1, theirs)), "an attempt of another generation");
        assertEquals(Answer.REPEATED, ledger.claim(claim(2, 1, theirs)));
    }

    /**
     * A claim is remembered for the time that it asked for.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_untilItsTimeIsOver_isRemembered() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        Instant end = tomorrow();
        ledger.claim(keptUntil(end, 1));
        advance(Duration.between(now(), end).minus(Duration.ofSeconds(10)));
        assertEquals(Answer.REPLAYED, ledger.claim(keptUntil(tomorrow(), 1)));
    }

    /**
     * A later claim that asks for less time does not shorten the life of the entry.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_laterWithLessTime_shortensNothing() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(keptUntil(now().plus(Duration.ofDays(10)), 1));
        ledger.claim(keptUntil(now().plus(Duration.ofDays(1)), 2));
        advance(Duration.ofDays(9));
        assertEquals(Answer.REPLAYED, ledger.claim(keptUntil(tomorrow(), 2)));
    }

    /**
     * A later claim that asks for more time gets it.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void claim_laterWithMoreTime_lengthens() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(keptUntil(now().plus(Duration.ofDays(1)), 1));
        ledger.claim(keptUntil(now().plus(Duration.ofDays(10)), 2));
        advance(Duration.ofDays(9));
        assertEquals(Answer.REPLAYED, ledger.claim(keptUntil(tomorrow(), 2)));
    }

    /** An entry that would be forgotten at once cannot be promised. */
    @Test
    public void claim_whoseTimeIsOver_isNotAnswered() {
        SessionLedger ledger = ledger();
        Instant past = now().minus(Duration.ofDays(1));
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(keptUntil(past, 1)));
        assertThrows(
                LedgerUnavailableException.class, () -> ledger.supersede(new Superseding(SESSION, 1, 1, first, past)));
    }

    /**
     * A revoked session is refused before everything else.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void revoke_anySession_refusesAllItsTokens() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(3, 1, mine));
        ledger.revoke(SESSION);
        ledger.revoke("never claimed");
        assertEquals(Answer.REVOKED, ledger.claim(claim(3, 1, mine)), "the repeated attempt");
        assertEquals(Answer.REVOKED, ledger.claim(claim(1, 1, theirs)), "an older generation");
        assertEquals(Answer.REVOKED, ledger.claim(claim(4, 1, theirs)), "a later generation");
        assertEquals(Answer.REVOKED, ledger.claim(claim("never claimed", 1, 1, mine)));
        ledger.revoke(SESSION);
        assertEquals(Answer.REVOKED, ledger.claim(claim(5, 1, mine)));
    }

    /**
     * A revocation is remembered for 30 days and 10 minutes, and for longer if a claim of the session was.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void revoke_fromThenOn_isRemembered() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        Duration longest = SessionLedger.REVOCATION.plus(Duration.ofMinutes(10));
        ledger.claim(keptUntil(now().plus(longest), 1));
        ledger.revoke(SESSION);
        ledger.revoke("other");
        advance(SessionLedger.REVOCATION.minus(Duration.ofSeconds(10)));
        assertEquals(Answer.REVOKED, ledger.claim(claim("other", 1, 1, mine)));
        advance(Duration.ofMinutes(5));
        assertEquals(Answer.REVOKED, ledger.claim(claim(2, 1, mine)));
    }

    /**
     * Superseding leaves a token and all that are newer. A token that nobody used is no sign of reuse.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_olderTokens_areSuperseded() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(2, 3, first)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(1, 9, mine)), "the generation that the copy was made of");
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(2, 2, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 3, mine)));
        assertEquals(Answer.REPLAYED, ledger.claim(claim(2, 2, theirs)), "once its generation was claimed");
    }

    /**
     * Tokens that are newer than the oldest acceptable one stay acceptable.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_newerTokens_areClaimed() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(2, 3, first)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 4, mine)));
        assertTrue(ledger.supersede(superseding(3, 7, first)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(4, 1, mine)));
    }

    /**
     * The oldest acceptable token only gets newer, while each call for the current copy succeeds, in any order.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_oldestToken_onlyGetsNewer() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        assertTrue(ledger.supersede(superseding(2, 3, first)));
        assertTrue(ledger.supersede(superseding(2, 3, first)), "again");
        assertTrue(ledger.supersede(superseding(2, 10, first)));
        assertTrue(ledger.supersede(superseding(2, 9, first)), "a lower checkpoint, of a thread that was slower");
        assertFalse(ledger.supersede(superseding(1, 99, first)), "a lower generation");
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(2, 9, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 10, mine)));
    }

    /**
     * A copy of a session that was resumed elsewhere supersedes nothing.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_byStaleCopy_changesNothing() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(2, 1, mine));
        assertFalse(ledger.supersede(superseding(2, 5, first)));
        assertFalse(ledger.supersede(superseding(1, 5, first)));
        assertEquals(Answer.REPEATED, ledger.claim(claim(2, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(3, 1, mine)));
        ledger.revoke(SESSION);
        assertFalse(ledger.supersede(superseding(9, 1, first)), "a revoked session");
        assertFalse(ledger.supersede(superseding(9, Superseding.ASK, first)), "a revoked session, only asked");
    }

    /**
     * Superseding settles the claim too.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_afterResume_settles() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.claim(claim(1, 1, mine));
        assertTrue(ledger.supersede(superseding(2, 2, first)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(1, 1, mine)));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(2, 1, mine)));
    }

    /**
     * Superseding is remembered for the time that it asked for, and shortens nothing.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void supersede_untilItsTimeIsOver_isRemembered() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        Instant end = now().plus(Duration.ofDays(10));
        assertTrue(ledger.supersede(new Superseding(SESSION, 2, 3, first, end)));
        assertTrue(ledger.supersede(superseding(2, 4, first)));
        advance(Duration.ofDays(9));
        assertEquals(Answer.SUPERSEDED, ledger.claim(claim(2, 3, mine)));
    }

    /**
     * All servers know the calls that one of them got.
     *
     * @throws LedgerUnavailableException if a ledger gives no answer
     */
    @Test
    public void ledgers_ofSeveralServers_shareWhatTheyKnow() throws LedgerUnavailableException {
        SessionLedger here = ledger();
        SessionLedger there = ledger();
        assertEquals(Answer.CLAIMED, here.claim(claim(1, 1, mine, first)));
        assertEquals(Answer.REPLAYED, there.claim(claim(1, 1, theirs, other)));
        assertEquals(Answer.REPEATED, there.claim(claim(1, 1, mine, second)));
        assertFalse(here.supersede(superseding(2, 2, first)));
        assertTrue(there.supersede(superseding(2, 2, second)));
        assertEquals(Answer.SUPERSEDED, here.claim(claim(1, 1, mine, first)));
        here.revoke(SESSION);
        assertEquals(Answer.REVOKED, there.claim(claim(2, 2, mine, first)));
    }

    /** Of 32 threads with tokens of one generation one wins, round after round. */
    @Test
    public void claim_byManyThreads_hasOneWinner() {
        List<SessionLedger> servers = servers();
        Threads.rounds(THREADS, rounds(), round -> {
            Collection<Answer> answers = new ConcurrentLinkedQueue<>();
            return new Threads.Round(
                    thread -> answers.add(servers.get(thread % SERVERS)
                            .claim(claim("s" + round / 3, 1 + round % 3, 1 + thread % 2, ResumeAttempt.random()))),
                    () -> {
                        assertEquals(1, Collections.frequency(answers, Answer.CLAIMED), "winners");
                        assertEquals(THREADS - 1, Collections.frequency(answers, Answer.REPLAYED), "losers");
                    });
        });
    }

    /** Of 32 threads with one attempt one wins, and the others are told that their own attempt did. */
    @Test
    public void claim_byManyThreadsOfOneAttempt_hasOneWinner() {
        List<SessionLedger> servers = servers();
        Threads.rounds(THREADS, rounds(), round -> {
            Collection<Answer> answers = new ConcurrentLinkedQueue<>();
            return new Threads.Round(
                    thread -> answers.add(servers.get(thread % SERVERS).claim(claim("s" + round, 1, 1, mine))), () -> {
                        assertEquals(1, Collections.frequency(answers, Answer.CLAIMED), "winners");
                        assertEquals(THREADS - 1, Collections.frequency(answers, Answer.REPEATED), "repetitions");
                    });
        });
    }

    /** In whatever order generations arrive, the highest wins, and no lower one wins after it. */
    @Test
    public void claim_manyGenerationsAtOnce_highestAlwaysWins() {
        List<SessionLedger> servers = servers();
        Threads.rounds(THREADS, rounds(), round -> {
            Answer[] answers = new Answer[THREADS];
            String session = "s" + round;
            return new Threads.Round(
                    thread ->
                            answers[thread] = servers.get(thread % SERVERS).claim(claim(session, 1 + thread, 1, mine)),
                    () -> {
                        assertEquals(Answer.CLAIMED, answers[THREADS - 1]);
                        for (long generation = 1; generation <= THREADS; generation++) {
                            assertEquals(Answer.REPLAYED, servers.get(0).claim(claim(session, generation, 1, theirs)));
                        }
                    });
        });
    }

    /** A claim that starts after a revocation has returned is refused: there is an order that explains all answers. */
    @Test
    public void revoke_racingWithClaims_isLinearizable() {
        List<SessionLedger> servers = servers();
        Threads.rounds(THREADS, rounds(), round -> {
            String session = "s" + round;
            AtomicBoolean revoked = new AtomicBoolean();
            Collection<Answer> answers = new ConcurrentLinkedQueue<>();
            return new Threads.Round(
                    thread -> {
                        if (thread == 0) {
                            servers.get(0).revoke(session);
                            revoked.set(true);
                            return;
                        }
                        boolean after = revoked.get();
                        Answer answer =
                                servers.get(thread % SERVERS).claim(claim(session, 1, 1, ResumeAttempt.random()));
                        assertTrue(!after || answer == Answer.REVOKED, "a claim after the revocation got " + answer);
                        answers.add(answer);
                    },
                    () -> {
                        assertTrue(Collections.frequency(answers, Answer.CLAIMED) <= 1, "winners");
                        assertEquals(Answer.REVOKED, servers.get(1).claim(claim(session, 2, 1, mine)));
                    });
        });
    }

    /**
     * A check of a good ledger succeeds, and no claim sees that it was made.
     *
     * @throws LedgerUnavailableException if the ledger gives no answer
     */
    @Test
    public void check_again_changesNothing() throws LedgerUnavailableException {
        SessionLedger ledger = ledger();
        ledger.check();
        assertEquals(Answer.CLAIMED, ledger.claim(claim(1, 1, mine)));
        ledger.check();
        ledger().check();
        assertEquals(Answer.REPEATED, ledger.claim(claim(1, 1, mine)));
        assertEquals(Answer.CLAIMED, ledger.claim(claim(2, 1, theirs)));
    }

    /** A closed ledger answers nothing, and closing again does nothing. */
    @Test
    public void close_twice_endsAllAnswers() {
        SessionLedger ledger = ledger();
        ledger.close();
        ledger.close();
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(claim(1, 1, mine)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.supersede(superseding(1, 1, first)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.revoke(SESSION));
        assertThrows(LedgerUnavailableException.class, ledger::check);
    }

    /** A thread that comes interrupted gets an answer or the exception, and stays interrupted. */
    @Test
    public void claim_interrupted_staysInterrupted() {
        SessionLedger ledger = ledger();
        Thread.currentThread().interrupt();
        try {
            ledger.claim(claim(1, 1, mine));
        } catch (LedgerUnavailableException e) {
            // as good as an answer
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
