package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ledger in this server's memory, for a deployment of one server.
 *
 * <p>It is bounded and never forgets early: when it is full of sessions that can still be resumed, it refuses further
 * ones. A restart forgets everything, and with it which tokens were used; {@link Builder#refuseTokensFromBeforeStart}
 * closes that hole at the price of every session that the restart interrupted.
 *
 * <p>Its clock starts at the system's time and goes on monotonically, so that setting the system's clock neither forgets
 * a claim nor revives one. Thread-safe; has no thread.
 */
public final class InMemoryLedger implements SessionLedger {
    /** How many sessions are remembered unless told otherwise; each takes some 300 bytes. */
    public static final int DEFAULT_MAX_SESSIONS = 1_000_000;

    /** When an entry may be forgotten. */
    private record Due(Instant keepUntil, String key) {
        static final Comparator<Due> ORDER =
                Comparator.comparing(Due::keepUntil).thenComparing(Due::key);
    }

    private final LedgerSettings settings;
    private final int maxSessions;
    private final InstantSource clock;
    private final Instant oldestIssue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LedgerEntry> entries = new HashMap<>();
    private final TreeSet<Due> dues = new TreeSet<>(Due.ORDER);
    private volatile boolean closed;

    private InMemoryLedger(Builder builder) {
        this.settings = LedgerSettings.DEFAULT;
        this.maxSessions = builder.maxSessions;
        this.clock = builder.clock;
        this.oldestIssue = builder.refuseFromBeforeStart ? millis(clock.instant()) : Instant.MIN;
    }

    /** Tokens know milliseconds, so the start must not know more. */
    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    /**
     * Makes a ledger with the defaults.
     *
     * @return an empty ledger
     */
    public static InMemoryLedger create() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        String key = settings.key(claim.sessionId());
        lock.lock();
        try {
            Instant now = now();
            refuseWhatIsOver(claim.keepUntil(), now);
            if (claim.issuedAt().isBefore(oldestIssue)) {
                return Answer.REVOKED;
            }
            LedgerEntry entry = entries.getOrDefault(key, LedgerEntry.NONE);
            Answer answer = entry.answer(claim);
            if (answer == Answer.CLAIMED || answer == Answer.REPEATED) {
                put(key, entry, entry.claimed(claim));
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
        String key = settings.key(superseding.sessionId());
        lock.lock();
        try {
            refuseWhatIsOver(superseding.keepUntil(), now());
            LedgerEntry entry = entries.getOrDefault(key, LedgerEntry.NONE);
            boolean current = entry.isCurrent(superseding);
            if (current && superseding.checkpoint() != Superseding.ASK) {
                put(key, entry, entry.superseded(superseding));
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        String key = settings.key(sessionId);
        lock.lock();
        try {
            Instant end = now().plus(REVOCATION);
            LedgerEntry entry = entries.getOrDefault(key, LedgerEntry.NONE);
            put(key, entry, entry.revoked(end));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The time, with everything forgotten that is over by then. */
    private Instant now() throws LedgerUnavailableException {
        if (closed) {
            throw new LedgerUnavailableException("The ledger has been closed");
        }
        Instant now = clock.instant();
        while (!dues.isEmpty() && !now.isBefore(dues.first().keepUntil())) {
            entries.remove(dues.pollFirst().key());
        }
        return now;
    }

    private static void refuseWhatIsOver(Instant keepUntil, Instant now) throws LedgerUnavailableException {
        if (!now.isBefore(keepUntil)) {
            throw new LedgerUnavailableException(
                    "The session's time is over by the ledger's clock: check the clocks of the servers");
        }
    }

    private void put(String key, LedgerEntry before, LedgerEntry after) throws LedgerUnavailableException {
        if (before == LedgerEntry.NONE && entries.size() >= maxSessions) {
            throw new LedgerUnavailableException("The ledger is full with " + maxSessions
                    + " sessions, and forgetting one would let its tokens be used again: raise maxSessions");
        }
        dues.remove(new Due(before.keepUntil(), key));
        entries.put(key, after);
        dues.add(new Due(after.keepUntil(), key));
    }

    @Override
    public String toString() {
        return "InMemoryLedger[at most " + maxSessions + " sessions]";
    }

    /** Configures an {@link InMemoryLedger}. Not thread-safe. */
    public static final class Builder {
        private int maxSessions = DEFAULT_MAX_SESSIONS;
        private InstantSource clock = monotonic(Instant.now(), System.nanoTime());
        private boolean refuseFromBeforeStart;

        private Builder() {}

        private static InstantSource monotonic(Instant start, long startNanos) {
            return () -> start.plusNanos(System.nanoTime() - startNanos);
        }

        /**
         * Limits how many sessions are remembered; {@link #DEFAULT_MAX_SESSIONS} by default.
         *
         * @param sessions at least 1
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxSessions(int sessions) {
            if (sessions < 1) {
                throw new IllegalArgumentException("A ledger remembers at least 1 session");
            }
            maxSessions = sessions;
            return this;
        }

        /**
         * Gives the clock; by default one that starts at the system's time and goes on monotonically.
         *
         * @param source tells the time, thread-safe
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Answers {@link Answer#REVOKED} for tokens that were issued before this ledger was made, because one that it
         * replaces may have known them as used.
         *
         * @return this
         */
        public Builder refuseTokensFromBeforeStart() {
            refuseFromBeforeStart = true;
            return this;
        }

        /**
         * Makes the ledger.
         *
         * @return an empty ledger
         */
        public InMemoryLedger build() {
            return new InMemoryLedger(this);
        }
    }
}
