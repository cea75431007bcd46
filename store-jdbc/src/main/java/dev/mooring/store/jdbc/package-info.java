/**
 * The ledger in a database: {@link dev.mooring.store.jdbc.JdbcLedger} keeps the claims of many servers in one table.
 */
@NullMarked
package dev.mooring.store.jdbc;

import org.jspecify.annotations.NullMarked;
