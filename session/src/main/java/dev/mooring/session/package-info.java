/**
 * Live sessions that survive their server.
 *
 * <p>Start at {@link dev.mooring.session.PersistentSessionManager}. A {@link dev.mooring.session.Session} is suspended
 * into a token, and the token is resumed into a session on any server that has the keys and shares the
 * {@link dev.mooring.api.ledger.SessionLedger}, as far as the application's
 * {@link dev.mooring.session.CapabilityRestorer} grants the session's references again.
 */
@NullMarked
package dev.mooring.session;

import org.jspecify.annotations.NullMarked;
