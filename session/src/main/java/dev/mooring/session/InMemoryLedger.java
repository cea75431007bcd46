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
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ledger in this server's memory, for a deployment of one server.
 *
 * <p>It is bounded and never forgets early: when it is full of sessions that can still be resumed, it refuses further
 * ones. Revoking always works, and a revocation of an unknown session counts beyond the bound. A restart forgets
 * everything, and with it which tokens were used; {@link Builder#refuseTokensFromBeforeStart} closes that hole at the
 * price of every session that the restart interrupted.
 *
 * <p>Its time never goes back. By default its clock starts at the system's time and goes on monotonically, so that setting
 * the system's clock neither forgets a claim nor revives one. If a clock that was given jumps ahead and back, the ledger
 * stays at the latest time that it saw: it has forgotten the sessions that were over by then, and answers no claim of
 * theirs until the clock is there again.
 *
 * <p>Thread-safe; has no thread. Each call forgets at most {@link #FORGOTTEN_AT_ONCE} entries that are over.
 */
public final class InMemoryLedger implements SessionLedger {
    /** How many sessions are remembered by default; each takes some 265 bytes of heap. */
    public static final int DEFAULT_MAX_SESSIONS = 1_000_000;

    /** How many entries that are over one call forgets, so that no call waits for all of them. */
    private static final int FORGOTTEN_AT_ONCE = 16;

    /** The name of an entry: the 32 bytes of {@link LedgerSettings#key}, in less memory than its text. */
    private record Key(long a, long b, long c, long d) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::a)
                .thenComparingLong(Key::b)
                .thenComparingLong(Key::c)
                .thenComparingLong(Key::d);

        static Key of(String hex) {
            return new Key(part(hex, 0), part(hex, 16), part(hex, 32), part(hex, 48));
        }

        private static long part(String hex, int from) {
            return Long.parseUnsignedLong(hex, from, from + 16, 16);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** When to look whether an entry can be forgotten. There is one for each entry, and none is later than it may be. */
    private record Due(Instant keepUntil, Key key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return keepUntil.compareTo(other.keepUntil);
        }
    }

    /** No entry has this name, because no input is known whose SHA-256 is zero. */
    private static final Key NOBODY = new Key(0, 0, 0, 0);

    private final LedgerSettings settings;
    private final int maxSessions;
    private final InstantSource clock;
    private final Instant oldestIssue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, LedgerEntry> entries = new HashMap<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private Instant latest = Instant.MIN;
    private volatile boolean closed;

    private InMemoryLedger(Builder builder) {
        this.settings = LedgerSettings.DEFAULT;
        this.maxSessions = builder.maxSessions.orElse(DEFAULT_MAX_SESSIONS);
        this.clock = builder.clock.get().orElseGet(Builder::monotonic);
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
        Key key = key(claim.sessionId());
        lock.lock();
        try {
            Instant now = now();
            refuseWhatIsOver(claim.keepUntil(), now);
            if (claim.issuedAt().isBefore(oldestIssue)) {
                return Answer.REVOKED;
            }
            LedgerEntry entry = entry(key, now);
            Answer answer = entry.answer(claim);
            if (answer == Answer.CLAIMED || answer == Answer.REPEATED) {
                refuseFull(key);
                put(key, entry.claimed(claim));
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
        Key key = key(superseding.sessionId());
        lock.lock();
        try {
            Instant now = now();
            refuseWhatIsOver(superseding.keepUntil(), now);
            LedgerEntry entry = entry(key, now);
            boolean current = entry.isCurrent(superseding);
            if (current && superseding.checkpoint() != Superseding.ASK) {
                refuseFull(key);
                put(key, entry.superseded(superseding));
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        Key key = key(sessionId);
        lock.lock();
        try {
            Instant now = now();
            put(key, entry(key, now).revoked(now.plus(REVOCATION)));
        } finally {
            lock.unlock();
        }
    }

    /** A ledger that is full answers no claim of a further session. */
    @Override
    public void check() throws LedgerUnavailableException {
        lock.lock();
        try {
            now();
            refuseFull(NOBODY);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Key key(String sessionId) {
        return Key.of(settings.key(sessionId));
    }

    /** The latest time that was seen, after some entries that are over by then were forgotten. */
    private Instant now() throws LedgerUnavailableException {
        if (closed) {
            throw new LedgerUnavailableException("The ledger has been closed");
        }
        Instant now = clock.instant();
        if (now.isAfter(latest)) {
            latest = now;
        }
        forgetSome(latest);
        return latest;
    }

    private void forgetSome(Instant now) {
        for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
            Due first = dues.peek();
            if (first == null || now.isBefore(first.keepUntil())) {
                return;
            }
            dues.remove();
            LedgerEntry entry = entry(first.key(), now);
            if (entry == LedgerEntry.NONE) {
                entries.remove(first.key());
            } else {
                dues.add(new Due(entry.keepUntil(), first.key()));
            }
        }
    }

    private LedgerEntry entry(Key key, Instant now) {
        LedgerEntry entry = entries.get(key);
        return entry == null || !now.isBefore(entry.keepUntil()) ? LedgerEntry.NONE : entry;
    }

    private static void refuseWhatIsOver(Instant keepUntil, Instant now) throws LedgerUnavailableException {
        if (!now.isBefore(keepUntil)) {
            throw new LedgerUnavailableException(
                    "The session's time is over by the ledger's clock: check the clocks of the servers");
        }
    }

    private void refuseFull(Key key) throws LedgerUnavailableException {
        if (entries.size() >= maxSessions && !entries.containsKey(key)) {
            throw new LedgerUnavailableException("The ledger is full with " + maxSessions
                    + " sessions, and forgetting one would let its tokens be used again: raise maxSessions");
        }
    }

    private void put(Key key, LedgerEntry entry) {
        if (entries.put(key, entry) == null) {
            dues.add(new Due(entry.keepUntil(), key));
        }
    }

    @Override
    public String toString() {
        return "InMemoryLedger[at most " + maxSessions + " sessions]";
    }

    /** Configures an {@link InMemoryLedger}. A value that is given twice is refused. Not thread-safe. */
    public static final class Builder {
        private final Once<Integer> maxSessions = new Once<>("maxSessions");
        private final Once<InstantSource> clock = new Once<>("clock");
        private boolean refuseFromBeforeStart;

        private Builder() {}

        private static InstantSource monotonic() {
            Instant start = Instant.now();
            long startNanos = System.nanoTime();
            return () -> start.plusNanos(System.nanoTime() - startNanos);
        }

        /**
         * Limits how many sessions are remembered; {@link #DEFAULT_MAX_SESSIONS} by default.
         *
         * @param maxSessions at least 1
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxSessions(int maxSessions) {
            if (maxSessions < 1) {
                throw new IllegalArgumentException("A ledger remembers at least 1 session");
            }
            this.maxSessions.set(maxSessions);
            return this;
        }

        /**
         * Gives the clock; by default one that starts at the system's time and goes on monotonically. A time before the
         * latest one that the ledger saw is taken for that latest one.
         *
         * @param clock tells the time, thread-safe
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock.set(clock);
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
