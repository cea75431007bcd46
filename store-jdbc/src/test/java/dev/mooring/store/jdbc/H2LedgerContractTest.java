package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.testkit.SessionLedgerContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2LedgerContractTest extends SessionLedgerContract {
    private static final JdbcConnectionPool SOURCE =
            JdbcConnectionPool.create("jdbc:h2:mem:contract;LOCK_TIMEOUT=600000", "sa", "");

    @BeforeAll
    static void createTable() throws SQLException {
        SOURCE.setMaxConnections(50);
        JdbcLedger.createTable(SOURCE, JdbcLedgerOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        SOURCE.dispose();
    }

    @Override
    protected SessionLedger open(LedgerSettings with) {
        return JdbcLedger.open((DataSource) SOURCE, with);
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void advance(Duration time) {
        TableAging.age(SOURCE, time);
    }

    @Override
    protected int rounds() {
        return 100;
    }
}
