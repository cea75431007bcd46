package dev.mooring.testkit;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rule in as plain a form as it can be written down, with one line wrong if a flaw is asked for. */
final class PlainLedger implements SessionLedger {

    /** A fault, and a test of the contract that finds it. */
    enum Flaw {
        NONE(""),
        TWO_STEPS("claim_byManyThreads_hasOneWinner"),
        /** As a ledger on a database without transaction and row lock, whose methods are synchronized. */
        LOCKS_ONLY_ITSELF("claim_byManyThreads_hasOneWinner"),
        KEEPS_TO_ITSELF("ledgers_ofSeveralServers_shareWhatTheyKnow"),
        HANGS("call_whileTheStoreHangs_isNotAnsweredAndEnds"),
        TAKES_SILENCE_FOR_UNUSED("call_whileTheStoreHangs_isNotAnsweredAndEnds"),
        ANSWERS_WITHOUT_STORE("call_whileTheStoreIsDead_isNotAnsweredUntilItComesBack"),
        NEVER_WORKS_AGAIN("call_whileTheStoreIsDead_isNotAnsweredUntilItComesBack"),
        TWO_STEPS_REVOKE("revoke_racingWithClaims_isLinearizable"),
        FORGETS_NAMESPACE("claim_otherNamespace_isApart"),
        REPEATS_FOR_ANYBODY("claim_sameAttempt_isRepeatedUntilSettled"),
        REPEATS_NOTHING("claim_sameAttempt_isRepeatedUntilSettled"),
        REPEATS_SETTLED("supersede_afterResume_settles"),
        REPEATS_SUPERSEDED("claim_sameAttemptOtherCheckpoint_isRepeated"),
        FORGETS_LAST_COPY("supersede_byCopyThatWasNotAnsweredLast_changesNothing"),
        KEEPS_FIRST_COPY("supersede_byCopyThatWasNotAnsweredLast_changesNothing"),
        SETTLES_WHEN_ASKED("supersede_onlyAsked_changesNothing"),
        LEARNS_NO_COPY("supersede_ofUnknownClaim_isLearnt"),
        LEARNS_NO_CLAIM("supersede_ofUnknownClaim_isLearnt"),
        TAKES_SUPERSEDED_FOR_REUSE("supersede_olderTokens_areSuperseded"),
        TAKES_REUSE_FOR_SUPERSEDED("supersede_olderTokens_areSuperseded"),
        REFUSES_SLOWER_THREAD("supersede_oldestToken_onlyGetsNewer"),
        SUPERSEDES_DOWNWARDS("supersede_oldestToken_onlyGetsNewer"),
        ALLOWS_HIGHER_CHECKPOINT("claim_sameGenerationAgain_isReplayed"),
        COMPARES_GENERATIONS_AS_TEXT("claim_largeNumbers_areComparedExactly"),
        COMPARES_CHECKPOINTS_AS_TEXT("supersede_largeNumbers_areComparedExactly"),
        SHORTENS("claim_laterWithLessTime_shortensNothing"),
        NEVER_LENGTHENS("claim_laterWithMoreTime_lengthens"),
        REVOKES_FOR_A_DAY("revoke_fromThenOn_isRemembered"),
        REPEATS_REVOKED("revoke_anySession_refusesAllItsTokens"),
        SUPERSEDES_CLAIMED("supersede_byStaleCopy_changesNothing"),
        SUPERSEDES_NOTHING("supersede_olderTokens_areSuperseded"),
        CHECKS_NOTHING("call_whileTheStoreIsDead_isNotAnsweredUntilItComesBack"),
        CHECKS_BY_A_CLAIM("check_again_changesNothing"),
        ANSWERS_WHEN_CLOSED("close_twice_endsAllAnswers"),
        ANSWERS_FOR_THE_PAST("claim_whoseTimeIsOver_isNotAnswered");

        final String finder;

        Flaw(String finder) {
            this.finder = finder;
        }
    }

    /** The entry of a session. */
    record Entry(
            long generation,
            @Nullable ResumeAttempt attempt,
            @Nullable CopyId copy,
            long leastGeneration,
            long leastCheckpoint,
            boolean revoked,
            Instant keepUntil) {
        static final Entry NONE = new Entry(0, null, null, 0, 0, false, Instant.MIN);

        Entry withNextGeneration() {
            return new Entry(generation + 1, attempt, copy, leastGeneration, leastCheckpoint, revoked, keepUntil);
        }
    }

    private final Flaw flaw;
    private final LedgerSettings settings;
    private final PlainLedgerTest test;
    private final Map<String, Entry> own = new ConcurrentHashMap<>();
    private boolean closed;
    private boolean broken;

    PlainLedger(Flaw flaw, LedgerSettings settings, PlainLedgerTest test) {
        this.flaw = flaw;
        this.settings = settings;
        this.test = test;
    }

    private String key(String session) {
        return flaw == Flaw.FORGETS_NAMESPACE ? session : settings.key(session);
    }

    private Map<String, Entry> entries() {
        return flaw == Flaw.KEEPS_TO_ITSELF ? own : test.entries;
    }

    private Entry entry(String key) {
        Entry entry = entries().getOrDefault(key, Entry.NONE);
        return test.now.isBefore(entry.keepUntil) ? entry : Entry.NONE;
    }

    private void check(Instant keepUntil) throws LedgerUnavailableException {
        if (test.hanging && flaw != Flaw.TAKES_SILENCE_FOR_UNUSED) {
            test.hang(flaw == Flaw.HANGS ? Duration.ofDays(1) : settings.deadline());
        }
        broken |= test.dead && flaw == Flaw.NEVER_WORKS_AGAIN;
        if (broken || test.dead && flaw != Flaw.ANSWERS_WITHOUT_STORE) {
            throw new LedgerUnavailableException("dead");
        }
        if (closed && flaw != Flaw.ANSWERS_WHEN_CLOSED) {
            throw new LedgerUnavailableException("closed");
        }
        if (!test.now.isBefore(keepUntil) && flaw != Flaw.ANSWERS_FOR_THE_PAST) {
            throw new LedgerUnavailableException("over");
        }
    }

    private Instant later(Instant before, Instant end) {
        return flaw == Flaw.NEVER_LENGTHENS && before != Instant.MIN || end.isBefore(before) && flaw != Flaw.SHORTENS
                ? before
                : end;
    }

    /** Reading and writing in one step, or with room in between for another thread. */
    private <T> T step(boolean torn, Callable<T> step) throws LedgerUnavailableException {
        try {
            if (torn) {
                return step.call();
            }
            synchronized (flaw == Flaw.LOCKS_ONLY_ITSELF ? this : test.entries) {
                return step.call();
            }
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        boolean torn = flaw == Flaw.TWO_STEPS || flaw == Flaw.TWO_STEPS_REVOKE;
        return step(torn, () -> {
            check(claim.keepUntil());
            String key = key(claim.sessionId());
            Entry entry = entry(key);
            Answer answer = answer(claim, entry);
            if (torn || flaw == Flaw.LOCKS_ONLY_ITSELF) {
                Thread.yield();
            }
            if (answer == Answer.CLAIMED || answer == Answer.REPEATED) {
                entries().put(key, claimed(claim, entry, answer == Answer.REPEATED));
            }
            return answer;
        });
    }

    private Entry claimed(Claim claim, Entry entry, boolean again) {
        CopyId copy = again && flaw == Flaw.KEEPS_FIRST_COPY ? entry.copy : claim.copy();
        return new Entry(
                claim.generation(),
                claim.attempt(),
                flaw == Flaw.FORGETS_LAST_COPY ? null : copy,
                entry.leastGeneration,
                entry.leastCheckpoint,
                false,
                later(entry.keepUntil, claim.keepUntil()));
    }

    private Answer answer(Claim claim, Entry entry) {
        boolean again = claim.generation() == entry.generation
                && (claim.attempt().equals(entry.attempt) || flaw == Flaw.REPEATS_FOR_ANYBODY)
                && flaw != Flaw.REPEATS_NOTHING;
        if (entry.revoked) {
            return again && flaw == Flaw.REPEATS_REVOKED ? Answer.REPEATED : Answer.REVOKED;
        }
        boolean older = isOlder(claim.generation(), claim.checkpoint(), entry);
        if (!again && !isHigher(claim, entry)) {
            return older && flaw == Flaw.TAKES_REUSE_FOR_SUPERSEDED ? Answer.SUPERSEDED : Answer.REPLAYED;
        }
        boolean repeatsOlder = again
                && (flaw == Flaw.REPEATS_SETTLED && entry.leastGeneration > claim.generation()
                        || flaw == Flaw.REPEATS_SUPERSEDED && entry.leastGeneration == claim.generation());
        if (older && !repeatsOlder) {
            return flaw == Flaw.TAKES_SUPERSEDED_FOR_REUSE ? Answer.REPLAYED : Answer.SUPERSEDED;
        }
        return again ? Answer.REPEATED : Answer.CLAIMED;
    }

    private boolean isHigher(Claim claim, Entry entry) {
        if (flaw == Flaw.COMPARES_GENERATIONS_AS_TEXT) {
            return String.valueOf(claim.generation()).compareTo(String.valueOf(entry.generation)) > 0;
        }
        return claim.generation() > entry.generation
                || flaw == Flaw.ALLOWS_HIGHER_CHECKPOINT
                        && claim.generation() == entry.generation
                        && claim.checkpoint() > 5;
    }

    private boolean isOlder(long generation, long checkpoint, Entry entry) {
        boolean lower = flaw == Flaw.COMPARES_CHECKPOINTS_AS_TEXT
                ? String.valueOf(checkpoint).compareTo(String.valueOf(entry.leastCheckpoint)) < 0
                : checkpoint < entry.leastCheckpoint;
        return generation < entry.leastGeneration || generation == entry.leastGeneration && lower;
    }

    @Override
    public boolean supersede(Superseding asked) throws LedgerUnavailableException {
        return step(false, () -> {
            check(asked.keepUntil());
            String key = key(asked.sessionId());
            Entry entry = entry(key);
            boolean current = isCurrent(asked, entry);
            boolean changes = asked.checkpoint() != Superseding.ASK || flaw == Flaw.SETTLES_WHEN_ASKED;
            if (current && changes && flaw != Flaw.SUPERSEDES_NOTHING) {
                entries().put(key, superseded(asked, entry));
            }
            return current;
        });
    }

    private boolean isCurrent(Superseding asked, Entry entry) {
        boolean next = asked.generation() == entry.generation + 1;
        boolean claimed = asked.generation() <= entry.generation && flaw != Flaw.SUPERSEDES_CLAIMED;
        boolean ofAnotherCopy = next && entry.copy != null && !entry.copy.equals(asked.copy());
        boolean slower = flaw == Flaw.REFUSES_SLOWER_THREAD && isOlder(asked.generation(), asked.checkpoint(), entry);
        return !entry.revoked && !claimed && !ofAnotherCopy && !slower;
    }

    private Entry superseded(Superseding asked, Entry entry) {
        boolean next = asked.generation() == entry.generation + 1;
        boolean newer = !isOlder(asked.generation(), asked.checkpoint(), entry) || flaw == Flaw.SUPERSEDES_DOWNWARDS;
        return new Entry(
                flaw == Flaw.LEARNS_NO_CLAIM ? entry.generation : asked.generation() - 1,
                next ? entry.attempt : null,
                flaw == Flaw.LEARNS_NO_COPY ? entry.copy : asked.copy(),
                newer ? asked.generation() : entry.leastGeneration,
                newer ? asked.checkpoint() : entry.leastCheckpoint,
                false,
                later(entry.keepUntil, asked.keepUntil()));
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        step(flaw == Flaw.TWO_STEPS_REVOKE, () -> {
            Instant end = test.now.plus(flaw == Flaw.REVOKES_FOR_A_DAY ? Duration.ofDays(1) : REVOCATION);
            check(end);
            Entry entry = entry(key(sessionId));
            entries()
                    .put(
                            key(sessionId),
                            new Entry(
                                    entry.generation,
                                    entry.attempt,
                                    entry.copy,
                                    entry.leastGeneration,
                                    entry.leastCheckpoint,
                                    true,
                                    later(entry.keepUntil, end)));
            return end;
        });
    }

    @Override
    public void check() throws LedgerUnavailableException {
        if (flaw == Flaw.CHECKS_BY_A_CLAIM) {
            entries().replaceAll((key, entry) -> entry.withNextGeneration());
        }
        if (flaw != Flaw.CHECKS_NOTHING || closed) {
            step(false, () -> {
                check(Instant.MAX);
                return closed;
            });
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
