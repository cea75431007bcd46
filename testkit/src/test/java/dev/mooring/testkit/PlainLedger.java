package dev.mooring.testkit;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** As plain as the rule can be written down, with one of its lines wrong where a flaw is asked for. */
final class PlainLedger implements SessionLedger {

    /** What is wrong, and a test of the contract that says so. */
    enum Flaw {
        NONE(""),
        TWO_STEPS("claim_byManyThreads_hasOneWinner"),
        TWO_STEPS_REVOKE("revoke_racingWithClaims_isLinearizable"),
        FORGETS_NAMESPACE("claim_otherNamespace_isApart"),
        WINDOW_INCLUSIVE("claim_sameAttemptAtWindowsEnd_isReplayed"),
        WINDOW_FROM_LAST_CLAIM("claim_sameAttemptAtWindowsEnd_isReplayed"),
        WINDOW_ALWAYS("claim_sameAttemptWithoutWindow_isReplayed"),
        REPEATS_ANY_CHECKPOINT("claim_sameAttemptOtherCheckpoint_isReplayed"),
        ALLOWS_HIGHER_CHECKPOINT("claim_sameGenerationAgain_isReplayed"),
        COMPARES_AS_TEXT("claim_largeNumbers_areComparedExactly"),
        SHORTENS("claim_laterWithLessTime_shortensNothing"),
        NEVER_LENGTHENS("claim_laterWithMoreTime_lengthens"),
        REVOKES_FOR_A_DAY("revoke_fromThenOn_isRemembered"),
        REPEATS_REVOKED("revoke_anySession_refusesAllItsTokens"),
        SUPERSEDES_CLAIMED("supersede_byStaleCopy_changesNothing"),
        SUPERSEDES_NOTHING("supersede_olderTokens_areReplayed"),
        ANSWERS_WHEN_CLOSED("close_twice_endsAllAnswers"),
        ANSWERS_FOR_THE_PAST("claim_whoseTimeIsOver_isNotAnswered");

        final String finder;

        Flaw(String finder) {
            this.finder = finder;
        }
    }

    /** What is known of a session. */
    record Entry(
            long generation,
            long checkpoint,
            @Nullable ResumeAttempt attempt,
            Instant at,
            long markGeneration,
            long markCheckpoint,
            boolean revoked,
            Instant keepUntil) {
        static final Entry NONE = new Entry(0, 0, null, Instant.MIN, 0, 0, false, Instant.MIN);
    }

    private final Flaw flaw;
    private final LedgerSettings settings;
    private final PlainLedgerTest test;
    private boolean closed;

    PlainLedger(Flaw flaw, LedgerSettings settings, PlainLedgerTest test) {
        this.flaw = flaw;
        this.settings = settings;
        this.test = test;
    }

    private String key(String session) {
        return flaw == Flaw.FORGETS_NAMESPACE ? session : settings.key(session);
    }

    private Entry entry(String key) {
        Entry entry = test.entries.getOrDefault(key, Entry.NONE);
        return test.now.isBefore(entry.keepUntil) ? entry : Entry.NONE;
    }

    private void check(Instant keepUntil) throws LedgerUnavailableException {
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
            synchronized (test.entries) {
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
            if (torn) {
                Thread.yield();
            }
            if (answer == Answer.CLAIMED || answer == Answer.REPEATED && flaw == Flaw.WINDOW_FROM_LAST_CLAIM) {
                test.entries.put(
                        key,
                        new Entry(
                                claim.generation(),
                                claim.checkpoint(),
                                claim.attempt(),
                                test.now,
                                entry.markGeneration,
                                entry.markCheckpoint,
                                false,
                                later(entry.keepUntil, claim.keepUntil())));
            }
            return answer;
        });
    }

    private Answer answer(Claim claim, Entry entry) {
        boolean window = !test.now.isAfter(entry.at.plus(settings.retryWindow()))
                && (flaw == Flaw.WINDOW_INCLUSIVE
                        || flaw == Flaw.WINDOW_ALWAYS && settings.retryWindow().isZero()
                        || test.now.isBefore(entry.at.plus(settings.retryWindow())));
        boolean repeated = claim.generation() == entry.generation
                && (claim.checkpoint() == entry.checkpoint || flaw == Flaw.REPEATS_ANY_CHECKPOINT)
                && claim.attempt().equals(entry.attempt)
                && window;
        if (entry.revoked) {
            return repeated && flaw == Flaw.REPEATS_REVOKED ? Answer.REPEATED : Answer.REVOKED;
        }
        if (claim.generation() < entry.markGeneration
                || claim.generation() == entry.markGeneration && claim.checkpoint() < entry.markCheckpoint) {
            return Answer.REPLAYED;
        }
        if (isHigher(claim, entry)) {
            return Answer.CLAIMED;
        }
        return repeated ? Answer.REPEATED : Answer.REPLAYED;
    }

    private boolean isHigher(Claim claim, Entry entry) {
        if (flaw == Flaw.COMPARES_AS_TEXT) {
            return String.valueOf(claim.generation()).compareTo(String.valueOf(entry.generation)) > 0;
        }
        return claim.generation() > entry.generation
                || flaw == Flaw.ALLOWS_HIGHER_CHECKPOINT
                        && claim.generation() == entry.generation
                        && claim.checkpoint() > entry.checkpoint;
    }

    @Override
    public boolean supersede(String sessionId, long generation, long checkpoint, Instant keepUntil)
            throws LedgerUnavailableException {
        return step(false, () -> {
            check(keepUntil);
            Entry entry = entry(key(sessionId));
            boolean older = generation < entry.markGeneration
                    || generation == entry.markGeneration && checkpoint < entry.markCheckpoint;
            boolean claimed = generation <= entry.generation && flaw != Flaw.SUPERSEDES_CLAIMED;
            if (entry.revoked || older || claimed) {
                return false;
            }
            if (flaw != Flaw.SUPERSEDES_NOTHING) {
                test.entries.put(
                        key(sessionId),
                        new Entry(
                                entry.generation,
                                entry.checkpoint,
                                entry.attempt,
                                entry.at,
                                generation,
                                checkpoint,
                                false,
                                later(entry.keepUntil, keepUntil)));
            }
            return true;
        });
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        step(flaw == Flaw.TWO_STEPS_REVOKE, () -> {
            Instant end = test.now.plus(flaw == Flaw.REVOKES_FOR_A_DAY ? Duration.ofDays(1) : REVOCATION);
            check(end);
            Entry entry = entry(key(sessionId));
            test.entries.put(
                    key(sessionId),
                    new Entry(
                            entry.generation,
                            entry.checkpoint,
                            entry.attempt,
                            entry.at,
                            entry.markGeneration,
                            entry.markCheckpoint,
                            true,
                            later(entry.keepUntil, end)));
            return end;
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
