package dev.mooring.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says why a database is not fit to be a ledger, if it is not, in a sentence for operators. */
final class Fitness {
    private static final String POSTGRESQL = "PostgreSQL";
    private static final Set<String> TESTED = Set.of(POSTGRESQL, "H2");

    private static final String COLUMNS =
            "id, claimed, attempt, copy, least_generation, least_checkpoint, revoked, keep_until";

    /** The states by which PostgreSQL and H2 refuse any write. */
    private static final Set<String> READ_ONLY = Set.of("25006", "90097");

    /** The states by which they refuse one kind of statement. */
    private static final Set<String> NO_RIGHT = Set.of("42501", "90096");

    /** How the states begin that mean a wrong statement: a table or a column is missing. */
    private static final String WRONG_STATEMENT = "42";

    /** H2 has this state for a schema that is missing. */
    private static final String NO_SCHEMA = "90079";

    private Fitness() {}

    static Optional<String> problem(Connection connection, String table, Deadline until) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!TESTED.contains(product)) {
            return Optional.of("The ledger runs on PostgreSQL and on H2, and not on " + product
                    + ": use one of them, or the ledger on Redis");
        }
        Optional<String> refused = refused(connection, table, until);
        return refused.isPresent() || !product.equals(POSTGRESQL) ? refused : forgetful(connection, table, until);
    }

    /** Statements over no row, one for each right: the database checks them as it checks those of the ledger. */
    private static Map<String, String> trials(String table) {
        Map<String, String> trials = new LinkedHashMap<>();
        trials.put("SELECT", "SELECT " + COLUMNS + " FROM " + table);
        trials.put("INSERT", "INSERT INTO " + table + " (" + COLUMNS + ") SELECT '', 0, '', '', 0, 0, FALSE, 0");
        trials.put(
                "UPDATE",
                "UPDATE " + table + " SET claimed = 0, attempt = '', copy = '', least_generation = 0,"
                        + " least_checkpoint = 0, revoked = FALSE, keep_until = 0");
        trials.put("DELETE", "DELETE FROM " + table);
        trials.replaceAll((right, sql) -> sql + " WHERE 1 = 0");
        return trials;
    }

    private static Optional<String> refused(Connection connection, String table, Deadline until) throws SQLException {
        List<String> rights = new ArrayList<>();
        for (Map.Entry<String, String> trial : trials(table).entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(until.remainingSeconds());
                statement.execute(trial.getValue());
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (NO_RIGHT.contains(state)) {
                    rights.add(trial.getKey());
                } else {
                    return Optional.of(refusal(table, state).orElseThrow(() -> e));
                }
            }
        }
        return rights.isEmpty()
                ? Optional.empty()
                : Optional.of("The user of the data source lacks rights on the table " + table + ": grant it "
                        + String.join(", ", rights) + " there, and USAGE of the schema if that is missing, too");
    }

    private static Optional<String> refusal(String table, String state) {
        if (READ_ONLY.contains(state)) {
            return Optional.of(
                    "The database takes no writes from this data source, because it is a standby, or read-only"
                            + " by a setting such as default_transaction_read_only: use a data source of the primary");
        }
        return state.startsWith(WRONG_STATEMENT) || state.equals(NO_SCHEMA)
                ? Optional.of("The table " + table + " is missing, or lacks a column: create it by"
                        + " JdbcLedger.createTable, by the statements in ledger.sql, or with Spring Boot by"
                        + " mooring.ledger.create-table=true")
                : Optional.empty();
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
