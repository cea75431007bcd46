package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.support.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings and races that PostgreSQL alone has. Only a test that fails runs into the time-out. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresTest {
    private static final LedgerSettings PATIENT = LedgerSettings.DEFAULT.withDeadline(Duration.ofMinutes(1));
    private static final int SERVERS = 8;
    private static final int TABLES = 10;
    private static final Executor EACH_IN_A_THREAD = task -> new Thread(task).start();

    private static PostgresServer server;
    private static Path data;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        data = folder.resolve("data");
        server = PostgresServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String refusal(String table) {
        return refusal(server.source(), table);
    }

    private static String refusal(DataSource source, String table) {
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable(table);
        return assertThrows(IllegalStateException.class, () -> JdbcLedger.open(source, PATIENT, options))
                .getMessage();
    }

    @Test
    void open_withCommitsThatACrashTakesBack_isRefused() throws SQLException {
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable("kept"));
        execute("ALTER ROLE postgres SET synchronous_commit = off");
        try {
            String message = refusal("kept");
            assertTrue(message.contains("synchronous_commit is off"), message);
        } finally {
            execute("ALTER ROLE postgres RESET synchronous_commit");
        }
    }

    @Test
    void open_withATableThatACrashEmpties_isRefused() throws SQLException {
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable("fleeting"));
        execute("ALTER TABLE fleeting SET UNLOGGED");
        assertTrue(refusal("fleeting").contains("ALTER TABLE fleeting SET LOGGED"));
    }

    @Test
    void open_withoutTheTable_isRefused() {
        assertTrue(refusal("absent").startsWith("The table absent is missing"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void createTable_byManyAtOnce_creates(boolean autoCommit) throws SQLException {
        execute("CREATE SCHEMA many_" + autoCommit);
        try (HikariDataSource pool = pool(autoCommit, "SELECT 1")) {
            for (int table = 0; table < TABLES; table++) {
                JdbcLedgerOptions options =
                        JdbcLedgerOptions.DEFAULT.withTable("many_" + autoCommit + ".ledger_" + table);
                Stream.generate(() -> CompletableFuture.runAsync(() -> createTable(pool, options), EACH_IN_A_THREAD))
                        .limit(SERVERS)
                        .toList()
                        .forEach(CompletableFuture::join);
                JdbcLedger.open(pool, PATIENT, options).close();
            }
        }
    }

    private static void createTable(DataSource source, JdbcLedgerOptions options) {
        try {
            JdbcLedger.createTable(source, options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariDataSource pool(boolean autoCommit, String firstStatement) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.source());
        config.setAutoCommit(autoCommit);
        config.setConnectionInitSql(firstStatement);
        return new HikariDataSource(config);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void createTable_thatAnotherServerHasNotCommittedYet_waitsForIt(boolean autoCommit) throws SQLException {
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable("raced_" + autoCommit);
        try (HikariDataSource pool = pool(autoCommit, "SELECT 1");
                Connection other = server.source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(options.ddl());
            CompletableFuture<Void> created =
                    CompletableFuture.runAsync(() -> createTable(pool, options), EACH_IN_A_THREAD);
            awaitALock();
            other.commit();
            created.join();
            JdbcLedger.open(pool, PATIENT, options).close();
        }
    }

    /** Until a connection waits for another one. */
    private static void awaitALock() throws SQLException {
        while (!isTrue("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")) {
            Thread.onSpinWait();
        }
    }

    private static boolean isTrue(String sql) throws SQLException {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    void sweep_ofARowThatIsWrittenAgainMeanwhile_letsItStay() throws Exception {
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable("swept"));
        execute(
                "INSERT INTO swept VALUES ('over', 0, '-', '-', 0, 0, FALSE, 0), ('alive', 0, '-', '-', 0, 0, FALSE, 0)");
        try (Connection other = server.source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE swept SET keep_until = " + Long.MAX_VALUE + " WHERE id = 'alive'");
            CompletableFuture<Integer> swept = CompletableFuture.supplyAsync(() -> sweep("swept"), EACH_IN_A_THREAD);
            awaitALock();
            other.commit();
            assertEquals(1, swept.join());
        }
        assertTrue(isTrue("SELECT COUNT(*) = 1 AND MIN(id) = 'alive' FROM swept"));
    }

    private static int sweep(String table) {
        try (Connection connection = server.source().getConnection()) {
            return new Table(table).sweep(connection, 9, Deadline.in(Duration.ofMinutes(1)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
    void open_withoutOneRight_isRefusedWithIt(String right) throws Exception {
        String user = "lacks_" + right;
        String table = "for_" + right.toLowerCase(Locale.ROOT);
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable(table));
        execute("CREATE ROLE " + user);
        execute("GRANT ALL ON " + table + " TO " + user);
        execute("REVOKE " + right + " ON " + table + " FROM " + user);
        try (HikariDataSource pool = pool(true, "SET ROLE " + user)) {
            String message = refusal(pool, table);
            assertTrue(message.contains("grant it " + right + " there"), message);
            execute("GRANT " + right + " ON " + table + " TO " + user);
            JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable(table);
            try (JdbcLedger ledger = JdbcLedger.open(pool, PATIENT, options)) {
                ledger.check();
            }
        }
    }

    @Test
    void open_withTransactionsThatAreReadOnly_isRefused() throws SQLException {
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable("read"));
        try (HikariDataSource pool = pool(true, "SET default_transaction_read_only = on")) {
            assertTakesNoWrites(refusal(pool, "read"));
        }
    }

    private static void assertTakesNoWrites(String message) {
        assertTrue(message.startsWith("The database takes no writes"), message);
    }

    @Test
    void open_onAStandby_isRefused() throws Exception {
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT.withTable("copied"));
        server.kill();
        Path signal = Files.createFile(data.resolve("standby.signal"));
        server.restart();
        try {
            assertTrue(isTrue("SELECT pg_is_in_recovery()"));
            assertTakesNoWrites(refusal("copied"));
        } finally {
            server.kill();
            Files.delete(signal);
            server.restart();
        }
    }
}
