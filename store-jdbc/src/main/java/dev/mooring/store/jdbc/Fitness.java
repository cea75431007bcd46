package dev.mooring.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** Says why a database is not fit to be a ledger, if it is not, in a sentence for operators. */
final class Fitness {
    private static final String POSTGRESQL = "PostgreSQL";
    private static final Set<String> TESTED = Set.of(POSTGRESQL, "H2");

    private Fitness() {}

    static Optional<String> problem(Connection connection, String table, Deadline until) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!TESTED.contains(product)) {
            return Optional.of("The ledger runs on PostgreSQL and on H2, and not on " + product
                    + ": use one of them, or the ledger on Redis");
        }
        Optional<String> missing = missing(connection, table, until);
        return missing.isPresent() || !product.equals(POSTGRESQL) ? missing : forgetful(connection, table, until);
    }

    private static Optional<String> missing(Connection connection, String table, Deadline until) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(until.remainingSeconds());
            statement
                    .executeQuery("SELECT id, claimed, attempt, copy, least_generation, least_checkpoint, revoked,"
                            + " keep_until FROM " + table + " WHERE 1 = 0")
                    .close();
            return Optional.empty();
        } catch (SQLException e) {
            // syntax error or access rule violation: an object is missing, or may not be read
            if (e.getSQLState() == null || !e.getSQLState().startsWith("42")) {
                throw e;
            }
            return Optional.of("The table " + table + " is missing, lacks a column, or may not be read: create it by"
                    + " JdbcLedger.createTable or by the statements in ledger.sql, and grant SELECT, INSERT, UPDATE"
                    + " and DELETE on it");
        }
    }

    /** Settings with which a crash takes back claims that were answered. */
    private static Optional<String> forgetful(Connection connection, String table, Deadline until) throws SQLException {
        String sql = "SELECT current_setting('synchronous_commit'), relpersistence FROM pg_class WHERE oid ="
                + " to_regclass(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(until.remainingSeconds());
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (row.getString(1).equals("off")) {
                    return Optional.of("The database loses answered claims in a crash, because synchronous_commit is"
                            + " off: switch it on, for example by ALTER ROLE … SET synchronous_commit = on");
                }
                return row.getString(2).equals("p")
                        ? Optional.empty()
                        : Optional.of("The table " + table + " is emptied by a crash, because it is unlogged or"
                                + " temporary: ALTER TABLE " + table + " SET LOGGED");
            }
        }
    }
}
