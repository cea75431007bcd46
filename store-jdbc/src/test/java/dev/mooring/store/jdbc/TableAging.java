package dev.mooring.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes rows older, because the clock of a database is that of its machine. */
final class TableAging {
    private TableAging() {}

    static void age(DataSource source, Duration time) {
        String sql = "UPDATE mooring_ledger SET keep_until = keep_until - " + time.toMillis();
        boolean done = false;
        while (!done) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                done = true;
            } catch (SQLException e) {
                // rows are being swept at the same time
                if (!Table.isLostRace(e)) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
