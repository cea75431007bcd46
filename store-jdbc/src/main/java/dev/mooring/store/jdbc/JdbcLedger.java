package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a table of PostgreSQL or H2, which several servers share.
 *
 * <pre>{@code
 * JdbcLedger.createTable(dataSource, JdbcLedgerOptions.DEFAULT);
 * SessionLedger ledger = JdbcLedger.open(dataSource, LedgerSettings.DEFAULT);
 * }</pre>
 *
 * <p>An answer takes one statement if nothing changes, and two otherwise: the row is read, and is written only if it is
 * still as it was read; otherwise both are done again. Each statement is a transaction of its own, on a connection of its
 * own, and never part of a transaction of the caller. The clock is that of the database.
 *
 * <p>Calls run in threads of this ledger, because drivers and pools block: at most
 * {@link JdbcLedgerOptions#maxInFlight} at once, daemons, which end after ten idle seconds. A caller waits until the
 * deadline at most.
 *
 * <p>Rows whose time is over are deleted, {@value #SWEPT_AT_ONCE} at most after every {@value #WRITES_BETWEEN_SWEEPS}th
 * write, when its caller has the answer.
 *
 * <p>Thread-safe.
 */
public final class JdbcLedger implements SessionLedger {
    static final int WRITES_BETWEEN_SWEEPS = 100;
    static final int SWEPT_AT_ONCE = 500;

    /** Far enough, and far from the end of numbers. */
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

    /** The id that no session has. */
    private static final String NO_SESSION = "";

    private static final long NANOS_BELOW_A_MILLI = 999_999;
    private static final int TRIES_TO_CREATE = 3;

    /** Unique violation in the catalogue; PostgreSQL has the table or its type by now; H2 has the index by now. */
    private static final Set<String> CREATED_BY_ANOTHER = Set.of("23505", "42P07", "42710", "HY000");

    /** 128 bits, as many as an attempt has. */
    private static final int ATTEMPT_HASH_CHARS = 32;

    private final LedgerSettings settings;
    private final String tableName;
    private final Table table;
    private final Database database;
    private final Calls calls;
    private final InstantSource clock;
    private final AtomicInteger writesSinceSweep = new AtomicInteger();

    /**
     * The next state of an entry.
     *
     * @param answer the answer for the caller
     * @param entry the entry to be written; null if nothing changes
     */
    private record Next<T>(T answer, @Nullable Entry entry) {}

    /** Decides over an entry as it was read. */
    @FunctionalInterface
    private interface Rule<T> {
        Next<T> over(Entry entry, long now) throws LedgerUnavailableException;
    }

    JdbcLedger(DataSource source, LedgerSettings settings, JdbcLedgerOptions options, InstantSource clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tableName = options.table();
        this.table = new Table(tableName);
        this.database = new Database(Objects.requireNonNull(source, "source"), tableName);
        this.calls = new Calls(options.maxInFlight(), this::sweepIfDue);
        this.clock = clock;
    }

    /**
     * Opens a ledger on the table {@code mooring_ledger}, with 10 calls at once.
     *
     * @param source gives connections; a pool, which the caller closes
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes; a database that cannot be reached yet is no error
     * @throws IllegalStateException if the database can be reached and is not fit to be a ledger: the table or a right is
     *     missing, it takes no writes, it is a product on which this was not tested, or it may forget claims in a crash
     */
    public static JdbcLedger open(DataSource source, LedgerSettings settings) {
        return open(source, settings, JdbcLedgerOptions.DEFAULT);
    }

    /**
     * Opens a ledger.
     *
     * @param source gives connections; a pool, which the caller closes
     * @param settings the settings of ledgers of every kind
     * @param options the settings of this kind of ledger
     * @return the ledger, which the caller closes; a database that cannot be reached yet is no error
     * @throws IllegalStateException if the database can be reached and is not fit to be a ledger
     */
    public static JdbcLedger open(DataSource source, LedgerSettings settings, JdbcLedgerOptions options) {
        JdbcLedger ledger = new JdbcLedger(source, settings, options, InstantSource.system());
        Optional<String> problem = ledger.problem();
        if (problem.isPresent()) {
            ledger.close();
            throw new IllegalStateException(problem.get());
        }
        return ledger;
    }

    private Optional<String> problem() {
        Deadline until = Deadline.in(settings.deadline());
        try {
            return calls.run(until, () -> database.problem(until));
        } catch (LedgerUnavailableException later) {
            return Optional.empty();
        }
    }

    /**
     * Creates the table and its index, as {@link JdbcLedgerOptions#ddl} says, if they are not there. Several servers may do
     * it at once.
     *
     * @param source gives a connection that may create tables
     * @param options name the table
     * @throws SQLException if the database refuses it
     */
    public static void createTable(DataSource source, JdbcLedgerOptions options) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : options.ddl().split(";")) {
                if (!each.isBlank()) {
                    create(connection, statement, each);
                }
            }
        }
    }

    /**
     * Tries again if another connection creates the same at this moment: both databases fail then, although the statement
     * says IF NOT EXISTS. The failure ends the transaction, so each statement has one of its own.
     */
    private static void create(Connection connection, Statement statement, String sql) throws SQLException {
        boolean commits = !connection.getAutoCommit();
        for (int i = 1; ; i++) {
            try {
                statement.execute(sql);
                if (commits) {
                    connection.commit();
                }
                return;
            } catch (SQLException e) {
                if (i == TRIES_TO_CREATE || !CREATED_BY_ANOTHER.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                if (commits) {
                    connection.rollback();
                }
            }
        }
    }

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        long end = millis(claim.keepUntil());
        // who reads the table cannot repeat the attempt
        String attemptHash = settings.key(claim.attempt().text()).substring(0, ATTEMPT_HASH_CHARS);
        return step(claim.sessionId(), (entry, now) -> {
            refuseOver(end, now);
            Answer answer = entry.answer(claim, attemptHash);
            boolean granted = answer == Answer.CLAIMED || answer == Answer.REPEATED;
            return new Next<>(answer, granted ? entry.claimed(claim, attemptHash, end) : null);
        });
    }

    @Override
    public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
        long end = millis(superseding.keepUntil());
        return step(superseding.sessionId(), (entry, now) -> {
            refuseOver(end, now);
            boolean current = entry.isCurrent(superseding);
            boolean changes = current && superseding.checkpoint() != Superseding.ASK;
            return new Next<>(current, changes ? entry.superseded(superseding, end) : null);
        });
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        step(sessionId, (entry, now) -> new Next<>(sessionId, entry.revoked(now + REVOCATION.toMillis())));
    }

    /**
     * Writes the row of no session, which expires at once, to notice anything that would keep a claim from being written.
     */
    @Override
    public void check() throws LedgerUnavailableException {
        step(NO_SESSION, (entry, now) -> new Next<>(now, Entry.overAt(now)));
    }

    private <T> T step(String sessionId, Rule<T> rule) throws LedgerUnavailableException {
        String id = settings.key(sessionId);
        Deadline until = Deadline.in(settings.deadline());
        return calls.run(until, () -> database.call(until, connection -> changed(connection, id, rule, until)));
    }

    private <T> T changed(Connection connection, String id, Rule<T> rule, Deadline until)
            throws SQLException, LedgerUnavailableException {
        while (!until.isOver()) {
            Table.Seen seen = table.read(connection, id, until);
            refuseFast(seen.now());
            Next<T> next = rule.over(seen.entry(), seen.now());
            Entry entry = next.entry();
            if (entry == null) {
                return next.answer();
            }
            if (table.replace(connection, id, seen, entry, until)) {
                writesSinceSweep.incrementAndGet();
                return next.answer();
            }
        }
        throw new LedgerUnavailableException(
                "Other servers changed the session's entry all the time, until the deadline: try again");
    }

    /** A clock that is ahead forgets entries while servers still take their tokens for valid. */
    private void refuseFast(long now) throws LedgerUnavailableException {
        if (now - clock.millis() > LedgerSettings.GREATEST_CLOCK_SKEW.toMillis()) {
            throw new LedgerUnavailableException("The clock of the database is ahead by more than "
                    + LedgerSettings.GREATEST_CLOCK_SKEW + ", by which it forgets too early: set the clocks");
        }
    }

    private static void refuseOver(long end, long now) throws LedgerUnavailableException {
        if (now >= end) {
            throw new LedgerUnavailableException(
                    "The session's time is over by the clock of the database: check the clocks of the servers");
        }
    }

    /** Not before the instant, because an entry lives at least until then. */
    private static long millis(Instant instant) {
        Instant within = instant.isAfter(LAST) ? LAST : instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
        return within.plusNanos(NANOS_BELOW_A_MILLI).toEpochMilli();
    }

    /** A failure here happens again in the next call, which reports it. */
    private int sweepIfDue() throws LedgerUnavailableException {
        int writes = writesSinceSweep.get();
        if (writes < WRITES_BETWEEN_SWEEPS || !writesSinceSweep.compareAndSet(writes, 0)) {
            return 0;
        }
        Deadline until = Deadline.in(settings.deadline());
        return database.call(until, connection -> table.sweep(connection, SWEPT_AT_ONCE, until));
    }

    @Override
    public void close() {
        calls.close();
    }

    @Override
    public String toString() {
        return "JdbcLedger[table " + tableName + "]";
    }
}
