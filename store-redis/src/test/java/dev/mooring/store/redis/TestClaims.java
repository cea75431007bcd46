package dev.mooring.store.redis;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import java.time.Duration;
import java.time.Instant;

/** Claims as a session manager makes them, of a session of one day. */
final class TestClaims {
    /** Long enough for a busy machine. */
    static final LedgerSettings PATIENT = LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(30));

    /** For answers that never come. */
    static final LedgerSettings HASTY = LedgerSettings.DEFAULT.withDeadline(Duration.ofMillis(300));

    private TestClaims() {}

    static Claim first(String session) {
        return first(session, ResumeAttempt.random());
    }

    static Claim first(String session, ResumeAttempt attempt) {
        return issuedAt(Instant.now(), session, attempt);
    }

    static Claim issuedAt(Instant time, String session, ResumeAttempt attempt) {
        return new Claim(session, 1, 1, attempt, CopyId.random(), time, time.plus(Duration.ofDays(1)));
    }

    /** The first answer of a few claims, each of which lasts as long as the deadline. */
    static Answer firstAnswer(RedisLedger ledger) throws LedgerUnavailableException {
        for (int tries = 0; tries < 20; tries++) {
            try {
                return ledger.claim(first("s"));
            } catch (LedgerUnavailableException notYet) {
                // the next one may be answered
            }
        }
        return ledger.claim(first("s"));
    }

    static Superseding superseding(String session, long generation) {
        return new Superseding(
                session, generation, 1, CopyId.random(), Instant.now().plusSeconds(60));
    }
}
