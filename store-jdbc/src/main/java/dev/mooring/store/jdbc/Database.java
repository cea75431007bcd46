package dev.mooring.store.jdbc;

import dev.mooring.api.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Lends connections of a data source, in the state that the ledger's statements need. */
final class Database {
    private final DataSource source;
    private final String table;
    private volatile boolean fit;

    Database(DataSource source, String table) {
        this.source = source;
        this.table = table;
    }

    /** The work of one call. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, LedgerUnavailableException;
    }

    /** Looks once whether the database is fit to be a ledger; if it cannot be reached, the next call looks. */
    Optional<String> problem(Deadline until) throws LedgerUnavailableException {
        return connected(until, connection -> Fitness.problem(connection, table, until));
    }

    <T> T call(Deadline until, Work<T> work) throws LedgerUnavailableException {
        return connected(until, connection -> {
            if (!fit) {
                Optional<String> problem = Fitness.problem(connection, table, until);
                if (problem.isPresent()) {
                    throw LedgerUnavailableException.notAsked(problem.get(), null);
                }
                fit = true;
            }
            return work.on(connection);
        });
    }

    private <T> T connected(Deadline until, Work<T> work) throws LedgerUnavailableException {
        try (Connection connection = lent(until)) {
            boolean autoCommit = connection.getAutoCommit();
            int networkTimeout = connection.getNetworkTimeout();
            try {
                connection.setNetworkTimeout(Runnable::run, until.remainingMillis());
                connection.setAutoCommit(true);
                return work.on(connection);
            } finally {
                restore(connection, autoCommit, networkTimeout);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailableException(
                    "The database with the table " + table + " gave no certain answer: see its log and the cause", e);
        }
    }

    private static void restore(Connection connection, boolean autoCommit, int networkTimeout) {
        try {
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        } catch (SQLException dead) {
            // a pool drops a connection that is dead
        }
    }

    private Connection lent(Deadline until) throws LedgerUnavailableException {
        try {
            Connection connection = source.getConnection();
            if (until.isOver()) {
                connection.close();
                throw LedgerUnavailableException.notAsked(
                        "The data source gave a connection too late: let its pool be larger, or the deadline longer",
                        null);
            }
            return connection;
        } catch (SQLException e) {
            throw LedgerUnavailableException.notAsked(
                    "The database with the table " + table + " cannot be reached: see whether it runs, and whether the"
                            + " data source has a connection left",
                    e);
        }
    }
}
