package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.support.PostgresServer;
import dev.mooring.testkit.SharedLedgerContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, with a new connection for each call. */
class PostgresLedgerContractTest extends SharedLedgerContract {
    private static PostgresServer server;

    private Connection lock;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws SQLException {
        server = PostgresServer.start(folder);
        JdbcLedger.createTable(server.source(), JdbcLedgerOptions.DEFAULT);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected SessionLedger open(LedgerSettings with) {
        return JdbcLedger.open(server.source(), with);
    }

    @Override
    protected Instant now() {
        return Instant.now(); // the server is on this machine
    }

    @Override
    protected void advance(Duration time) {
        TableAging.age(server.source(), time);
    }

    /** As somebody's migration does. */
    @Override
    protected void hangStore() {
        try {
            lock = server.source().getConnection();
            lock.setAutoCommit(false);
            try (Statement statement = lock.createStatement()) {
                statement.execute("LOCK TABLE mooring_ledger IN ACCESS EXCLUSIVE MODE");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void letStoreGoOn() {
        try {
            lock.rollback();
            lock.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void killStore() {
        server.kill();
    }

    @Override
    protected void restartStore() {
        server.restart();
    }

    @Override
    protected int rounds() {
        return 30;
    }
}
