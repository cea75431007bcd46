package dev.mooring.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * The statements about the table. Each is a transaction of its own.
 *
 * <p>A row is changed only if it is still as it was read, so of several servers that read the same row one changes it, at
 * whatever level of isolation, and no lock is held between two statements.
 */
final class Table {
    /** Unique violation, serialization failure, deadlock; and H2's word for a row that somebody else is changing. */
    private static final Set<String> LOST_RACES = Set.of("23505", "40001", "40P01", "90131");

    private static final String COLUMNS =
            "claimed, attempt, copy, least_generation, least_checkpoint, revoked, keep_until";
    private static final int COLUMN_COUNT = 7;
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";

    private final String read;
    private final String insert;
    private final String update;
    private final String sweep;

    /**
     * An entry as it was read.
     *
     * @param there whether the table has a row for it
     * @param entry the row, or {@link Entry#NONE}
     * @param now the clock of the database, in milliseconds since 1970
     */
    record Seen(boolean there, Entry entry, long now) {}

    Table(String name) {
        read = "SELECT " + NOW + ", e.id, " + COLUMNS + " FROM (SELECT 1 AS one) o LEFT JOIN " + name
                + " e ON e.id = ?";
        insert = "INSERT INTO " + name + " (" + COLUMNS + ", id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        update = "UPDATE " + name + " SET claimed = ?, attempt = ?, copy = ?, least_generation = ?,"
                + " least_checkpoint = ?, revoked = ?, keep_until = ? WHERE id = ? AND claimed = ? AND attempt = ?"
                + " AND copy = ? AND least_generation = ? AND least_checkpoint = ? AND revoked = ? AND keep_until = ?";
        // The first condition looks again at a row that was changed while it was selected: the second does not.
        sweep = "DELETE FROM " + name + " WHERE keep_until <= " + NOW + " AND id IN (SELECT id FROM " + name
                + " WHERE keep_until <= " + NOW + " ORDER BY keep_until FETCH FIRST ? ROWS ONLY)";
    }

    Seen read(Connection connection, String id, Deadline until) throws SQLException {
        try (PreparedStatement statement = prepared(connection, read, until)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long now = row.getLong(1);
                boolean there = row.getString(2) != null;
                return new Seen(there, there ? entry(row, 2) : Entry.NONE, now);
            }
        }
    }

    private static Entry entry(ResultSet row, int before) throws SQLException {
        int at = before;
        return new Entry(
                row.getLong(++at),
                row.getString(++at),
                row.getString(++at),
                row.getLong(++at),
                row.getLong(++at),
                row.getBoolean(++at),
                row.getLong(++at));
    }

    /** Writes an entry if the row is still as it was read; tells whether it was. */
    boolean replace(Connection connection, String id, Seen seen, Entry entry, Deadline until) throws SQLException {
        try (PreparedStatement statement = prepared(connection, seen.there() ? update : insert, until)) {
            set(statement, 0, entry);
            statement.setString(COLUMN_COUNT + 1, id);
            if (seen.there()) {
                set(statement, COLUMN_COUNT + 1, seen.entry());
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (isLostRace(e)) {
                return false;
            }
            throw e;
        }
    }

    static boolean isLostRace(SQLException e) {
        return LOST_RACES.contains(String.valueOf(e.getSQLState()));
    }

    private static void set(PreparedStatement statement, int before, Entry entry) throws SQLException {
        int at = before;
        statement.setLong(++at, entry.claimed());
        statement.setString(++at, entry.attempt());
        statement.setString(++at, entry.copy());
        statement.setLong(++at, entry.leastGeneration());
        statement.setLong(++at, entry.leastCheckpoint());
        statement.setBoolean(++at, entry.revoked());
        statement.setLong(++at, entry.keepUntil());
    }

    /** Deletes rows whose time is over, the oldest first; tells how many. */
    int sweep(Connection connection, int most, Deadline until) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sweep, until)) {
            statement.setInt(1, most);
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Deadline until) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(until.remainingSeconds());
        return statement;
    }
}
