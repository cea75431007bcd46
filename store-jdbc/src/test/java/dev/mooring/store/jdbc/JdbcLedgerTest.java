package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.api.ledger.Superseding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, clocks, pools and sweeping, on H2. Only a test that fails runs into the time-out. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdbcLedgerTest {
    private static final LedgerSettings PATIENT = LedgerSettings.DEFAULT.withDeadline(Duration.ofMinutes(1));
    private static final LedgerSettings HASTY = LedgerSettings.DEFAULT.withDeadline(Duration.ofMillis(50));

    private final DataSource source = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void createDatabase() throws SQLException {
        opened.add(source.getConnection()); // without one the database would be gone
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    private JdbcLedger ledger(DataSource from, LedgerSettings settings) {
        JdbcLedger ledger = JdbcLedger.open(from, settings);
        opened.add(ledger);
        return ledger;
    }

    private JdbcLedger ledger() throws SQLException {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        return ledger(source, PATIENT);
    }

    private static Claim claim(String session) {
        return new Claim(
                session,
                1,
                1,
                ResumeAttempt.random(),
                CopyId.random(),
                Instant.now(),
                Instant.now().plus(Duration.ofDays(1)));
    }

    private static LedgerUnavailableException unavailable(Callable<?> call) {
        return assertThrows(LedgerUnavailableException.class, call::call);
    }

    private long rows() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM mooring_ledger")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Test
    void claim_inTheTable_isHashed() throws Exception {
        Claim claim = claim("s");
        ledger().claim(claim);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, attempt FROM mooring_ledger")) {
            assertTrue(row.next());
            assertTrue(row.getString(1).matches("[0-9a-f]{64}"));
            assertTrue(row.getString(2).matches("[0-9a-f]{32}"));
            assertNotEquals(claim.attempt().text(), row.getString(2));
            assertFalse(row.next());
        }
    }

    @Test
    void open_onAnotherProduct_isRefusedByItsName() throws SQLException {
        String message = assertThrows(
                        IllegalStateException.class, () -> JdbcLedger.open(named(source, "MariaDB"), PATIENT))
                .getMessage();
        assertTrue(message.contains("and not on MariaDB"), message);
    }

    private static DataSource named(DataSource source, String product) {
        return seeing(
                source,
                Connection.class,
                "getMetaData",
                metaData -> seeing(metaData, DatabaseMetaData.class, "getDatabaseProductName", name -> product));
    }

    /** A data source whose connections answer one call in another way. */
    private static DataSource seeing(
            DataSource source, Class<Connection> type, String method, UnaryOperator<Object> other) {
        return (DataSource)
                proxy(DataSource.class, source, "getConnection", connection -> proxy(type, connection, method, other));
    }

    private static Object seeing(Object target, Class<?> type, String method, UnaryOperator<Object> other) {
        return proxy(type, target, method, other);
    }

    private static Object proxy(Class<?> type, Object target, String method, UnaryOperator<Object> other) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
            try {
                Object result = called.invoke(target, arguments);
                return called.getName().equals(method) ? other.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void database_thatCannotBeReachedYet_isAskedLater() throws Exception {
        boolean[] reachable = new boolean[1];
        DataSource late = (DataSource) proxy(DataSource.class, source, "getConnection", connection -> {
            if (!reachable[0]) {
                throw new IllegalStateException("not yet");
            }
            return connection;
        });
        JdbcLedger ledger = ledger(late, PATIENT);
        unavailable(() -> ledger.claim(claim("s")));
        reachable[0] = true;
        LedgerUnavailableException missing = unavailable(() -> ledger.claim(claim("s")));
        assertTrue(missing.getMessage().startsWith("The table mooring_ledger is missing"), missing.getMessage());
        assertTrue(missing.isNotAsked());
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        assertEquals(Answer.CLAIMED, ledger.claim(claim("s")));
    }

    @Test
    void pool_withoutAConnection_endsTheCallByItsDeadline() throws SQLException {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        try (HikariDataSource pool = pool(1)) {
            JdbcLedger ledger = ledger(pool, HASTY.withDeadline(Duration.ofSeconds(5)));
            try (Connection taken = pool.getConnection()) {
                assertFalse(taken.isClosed());
                JdbcLedger hasty = ledger(pool, HASTY);
                unavailable(() -> hasty.claim(claim("s")));
            }
            assertDoesNotFail(ledger);
        }
    }

    private static void assertDoesNotFail(JdbcLedger ledger) {
        Answer answer = null;
        while (answer == null) {
            try {
                answer = ledger.claim(claim("later"));
            } catch (LedgerUnavailableException busy) {
                // the call that nobody waits for any more has the connection
            }
        }
        assertEquals(Answer.CLAIMED, answer);
    }

    private HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    @Test
    void connections_thatDoNotCommitByThemselves_keepTheClaimAndTheirState() throws Exception {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        try (HikariDataSource pool = pool(1)) {
            JdbcLedger ledger = ledger(pool, PATIENT);
            assertEquals(Answer.CLAIMED, ledger.claim(claim("s")));
            assertEquals(1, rows());
            try (Connection connection = pool.getConnection()) {
                assertFalse(connection.getAutoCommit());
            }
        }
    }

    @Test
    void calls_beyondTheBound_waitForAPlaceUntilTheirDeadline() throws Exception {
        ledger().close();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        boolean[] closed = new boolean[1];
        DataSource gated = (DataSource) proxy(DataSource.class, source, "getConnection", connection -> {
            if (closed[0]) {
                waiting.complete(null);
                gate.join();
            }
            return connection;
        });
        JdbcLedger one = JdbcLedger.open(gated, PATIENT, JdbcLedgerOptions.DEFAULT.withMaxInFlight(1));
        opened.add(one);
        closed[0] = true;
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> answer(one));
        waiting.join();
        Thread second = new Thread(() -> answer(one));
        second.start();
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        second.interrupt();
        second.join();
        gate.complete(null);
        assertEquals(Answer.CLAIMED, first.join());
    }

    private static Answer answer(JdbcLedger ledger) {
        try {
            return ledger.claim(claim("s" + Thread.currentThread().getId()));
        } catch (LedgerUnavailableException e) {
            return null;
        }
    }

    @Test
    void clock_aheadOfTheServersByMoreThanTheSkew_isRefused() throws Exception {
        ledger();
        Duration most = LedgerSettings.GREATEST_CLOCK_SKEW;
        InstantSource behind =
                InstantSource.offset(InstantSource.system(), most.plusMinutes(1).negated());
        JdbcLedger ledger = new JdbcLedger(source, PATIENT, JdbcLedgerOptions.DEFAULT, behind);
        opened.add(ledger);
        String message = unavailable(() -> ledger.claim(claim("s"))).getMessage();
        assertTrue(message.startsWith("The clock of the database is ahead by more than PT10M"), message);
        InstantSource nearly = InstantSource.offset(
                InstantSource.system(), most.minusMinutes(1).negated());
        JdbcLedger other = new JdbcLedger(source, PATIENT, JdbcLedgerOptions.DEFAULT, nearly);
        opened.add(other);
        assertEquals(Answer.CLAIMED, other.claim(claim("s")));
    }

    @Test
    void times_farAway_areKeptAsFarAsNumbersGo() throws Exception {
        JdbcLedger ledger = ledger();
        Claim forever = new Claim("s", 1, 1, ResumeAttempt.random(), CopyId.random(), Instant.now(), Instant.MAX);
        assertEquals(Answer.CLAIMED, ledger.claim(forever));
        assertEquals(Answer.REPEATED, ledger.claim(forever));
        assertTrue(ledger.supersede(new Superseding("s", 2, 1, forever.copy(), Instant.MAX)));
        ledger.revoke("s");
        assertEquals(Answer.REVOKED, ledger.claim(forever));
        unavailable(() -> ledger.claim(
                new Claim("s", 1, 1, ResumeAttempt.random(), CopyId.random(), Instant.now(), Instant.MIN)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void rows_whoseTimeIsOver_areSwept(int maxInFlight) throws Exception {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        JdbcLedger ledger = JdbcLedger.open(source, PATIENT, JdbcLedgerOptions.DEFAULT.withMaxInFlight(maxInFlight));
        opened.add(ledger);
        ledger.claim(claim("old"));
        TableAging.age(source, Duration.ofDays(2));
        for (int i = 1; i < JdbcLedger.WRITES_BETWEEN_SWEEPS; i++) {
            ledger.claim(claim("s" + i));
        }
        while (rows() == JdbcLedger.WRITES_BETWEEN_SWEEPS) {
            Thread.onSpinWait(); // no caller waits for the sweep
        }
        assertEquals(JdbcLedger.WRITES_BETWEEN_SWEEPS - 1, rows());
    }

    @Test
    void sweep_deletesSoManyAtOnce_theOldestFirst() throws Exception {
        JdbcLedger ledger = ledger();
        for (int i = 0; i < 5; i++) {
            ledger.claim(claim("s" + i));
        }
        TableAging.age(source, Duration.ofDays(2));
        Deadline until = Deadline.in(Duration.ofMinutes(1));
        try (Connection connection = source.getConnection()) {
            assertEquals(2, new Table("mooring_ledger").sweep(connection, 2, until));
            assertEquals(3, new Table("mooring_ledger").sweep(connection, 9, until));
            assertEquals(0, new Table("mooring_ledger").sweep(connection, 9, until));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a;b",
                "\"a\"",
                "A",
                "a.b.c",
                "a.",
                ".a",
                "1a",
                "a-b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void table_whoseNameIsNoPlainOne_isRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> JdbcLedgerOptions.DEFAULT.withTable(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void maxInFlight_outOfItsRange_isRefused(int number) {
        assertThrows(IllegalArgumentException.class, () -> JdbcLedgerOptions.DEFAULT.withMaxInFlight(number));
    }
}
