package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating the table, and opening a ledger on it, on H2. */
class OpeningTest {
    private static final LedgerSettings PATIENT = LedgerSettings.DEFAULT.withDeadline(Duration.ofMinutes(1));

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

    private JdbcLedger opened(DataSource from, JdbcLedgerOptions options) {
        JdbcLedger ledger = JdbcLedger.open(from, PATIENT, options);
        opened.add(ledger);
        return ledger;
    }

    private static String refusal(DataSource from, JdbcLedgerOptions options) {
        return assertThrows(IllegalStateException.class, () -> JdbcLedger.open(from, PATIENT, options))
                .getMessage();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void open_withoutTheTable_isRefusedWithTheRemedy() {
        String message = refusal(source, JdbcLedgerOptions.DEFAULT);
        assertTrue(message.startsWith("The table mooring_ledger is missing"), message);
        assertTrue(message.contains("JdbcLedger.createTable"), message);
        assertTrue(message.contains("mooring.ledger.create-table"), message);
    }

    @Test
    void open_withATableThatLacksAColumn_isRefused() throws SQLException {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        execute("ALTER TABLE mooring_ledger DROP COLUMN copy");
        assertTrue(refusal(source, JdbcLedgerOptions.DEFAULT).contains("lacks a column"));
    }

    @Test
    void open_withoutTheSchema_isRefused() {
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable("ops.resumes");
        String message = refusal(source, options);
        assertTrue(message.startsWith("The table ops.resumes is missing"), message);
    }

    @Test
    void open_withoutRights_isRefusedWithThoseThatAreMissing() throws Exception {
        JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
        execute("CREATE USER clerk PASSWORD 'x'");
        execute("GRANT SELECT, INSERT ON mooring_ledger TO clerk");
        DataSource clerk = as("clerk");
        String message = refusal(clerk, JdbcLedgerOptions.DEFAULT);
        assertTrue(message.contains("grant it UPDATE, DELETE there"), message);
        execute("GRANT UPDATE, DELETE ON mooring_ledger TO clerk");
        opened(clerk, JdbcLedgerOptions.DEFAULT).check();
    }

    private DataSource as(String user) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return JdbcConnectionPool.create(connection.getMetaData().getURL(), user, "x");
        }
    }

    @Test
    void open_onADatabaseThatIsReadOnly_isRefused(@TempDir Path folder) throws SQLException {
        String address = "jdbc:h2:file:" + folder.resolve("ledger");
        JdbcConnectionPool writer = JdbcConnectionPool.create(address, "sa", "");
        JdbcLedger.createTable(writer, JdbcLedgerOptions.DEFAULT);
        writer.dispose();
        JdbcConnectionPool reader = JdbcConnectionPool.create(address + ";ACCESS_MODE_DATA=r", "sa", "");
        opened.add(reader::dispose);
        String message = refusal(reader, JdbcLedgerOptions.DEFAULT);
        assertTrue(message.startsWith("The database takes no writes"), message);
    }

    @Test
    void createTable_byManyAtOnce_creates() throws Exception {
        for (int table = 0; table < 20; table++) {
            JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable("ledger_" + table);
            Stream.generate(() -> CompletableFuture.runAsync(() -> create(options), task -> new Thread(task).start()))
                    .limit(8)
                    .toList()
                    .forEach(CompletableFuture::join);
            opened(source, options).check();
        }
    }

    private void create(JdbcLedgerOptions options) {
        try {
            JdbcLedger.createTable(source, options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void table_inASchemaOfItsOwn_isUsed() throws Exception {
        execute("CREATE SCHEMA ops");
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable("ops.resumes");
        JdbcLedger.createTable(source, options);
        JdbcLedger.createTable(source, options);
        JdbcLedger ledger = opened(source, options);
        ledger.check();
        assertEquals("JdbcLedger[table ops.resumes]", ledger.toString());
    }
}
