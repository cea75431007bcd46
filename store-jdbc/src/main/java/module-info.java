import org.jspecify.annotations.NullMarked;

/**
 * The ledger in a table of PostgreSQL or H2: of all tokens of one generation at most one becomes a session, on however many
 * servers.
 */
@NullMarked
module dev.mooring.store.jdbc {
    requires transitive dev.mooring.api;
    requires transitive java.sql;
    requires static org.jspecify;

    exports dev.mooring.store.jdbc;
}
