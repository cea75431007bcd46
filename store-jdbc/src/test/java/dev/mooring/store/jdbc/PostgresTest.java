package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.support.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings and races that PostgreSQL alone has. */
class PostgresTest {
    private static PostgresServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
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
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable(table);
        return assertThrows(
                        IllegalStateException.class,
                        () -> JdbcLedger.open(server.source(), LedgerSettings.DEFAULT, options))
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

    @Test
    void createTable_byManyAtOnce_creates() throws SQLException {
        execute("CREATE SCHEMA ops");
        JdbcLedgerOptions options = JdbcLedgerOptions.DEFAULT.withTable("ops.ledger");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    JdbcLedger.createTable(server.source(), options);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        all.forEach(CompletableFuture::join);
        JdbcLedger.open(server.source(), LedgerSettings.DEFAULT, options).close();
        assertEquals(8, all.size());
    }
}
