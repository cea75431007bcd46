package dev.mooring.store.jdbc;

import java.util.regex.Pattern;

/**
 * The settings of a ledger in a database that no other kind of ledger has.
 *
 * @param table the table, in lower case, after its schema and a dot if it is not in the one that connections begin in:
 *     letters, digits and underscores, 1 to 48 of them in each of the two names
 * @param maxInFlight how many calls may wait for the database at once, 1 to 1,000. Each takes a connection and a thread;
 *     further calls wait for a place until their deadline. The size of the connection pool is right
 */
public record JdbcLedgerOptions(String table, int maxInFlight) {
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final Pattern TABLE = Pattern.compile("(?:[a-z_][a-z0-9_]{0,47}\\.)?[a-z_][a-z0-9_]{0,47}");

    /** The table {@code mooring_ledger}, and 10 calls at once. */
    public static final JdbcLedgerOptions DEFAULT = new JdbcLedgerOptions("mooring_ledger", 10);

    /**
     * Checks the name and the range.
     *
     * @throws IllegalArgumentException if the name is not of the form, or the number is out of range
     */
    public JdbcLedgerOptions {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("The table is a name such as mooring_ledger or ops.mooring_ledger, of up"
                    + " to 48 lower-case letters, digits and underscores");
        }
        if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "maxInFlight is from 1 to " + MOST_IN_FLIGHT + ", and not " + maxInFlight);
        }
    }

    /**
     * These options with another table.
     *
     * @param other the name of the table
     * @return the options
     * @throws IllegalArgumentException if it is not of the form
     */
    public JdbcLedgerOptions withTable(String other) {
        return new JdbcLedgerOptions(other, maxInFlight);
    }

    /**
     * These options with another bound on the calls in flight.
     *
     * @param other how many calls may wait for the database at once
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public JdbcLedgerOptions withMaxInFlight(int other) {
        return new JdbcLedgerOptions(table, other);
    }

    /**
     * The SQL that creates the table and its index, for tools that create all tables of an application. It does nothing if
     * they are there. {@link JdbcLedger#createTable} runs it.
     *
     * @return two statements, each of which ends in a semicolon
     */
    public String ddl() {
        String name = table.substring(table.indexOf('.') + 1);
        return Resource.text("ledger.sql")
                .replace("mooring_ledger_keep_until", name + "_keep_until")
                .replace(" mooring_ledger (", " " + table + " (");
    }
}
