/**
 * For those who write ledgers: a {@link dev.mooring.api.ledger.SessionLedgerProvider} makes the
 * {@link dev.mooring.api.ledger.SessionLedger} that lets a token become a session only once, on however many servers.
 */
@NullMarked
package dev.mooring.api.ledger;

import org.jspecify.annotations.NullMarked;
