/**
 * Suspending a session into a sealed, expiring resume token, and opening that token again.
 *
 * <p>Start at {@link dev.mooring.token.ResumeTokenManager}. A {@link dev.mooring.api.snapshot.SessionSnapshot} goes in, a
 * {@link dev.mooring.token.ResumeToken} comes out, and any server that holds the keys turns its text back into an
 * {@link dev.mooring.token.OpenedToken}.
 */
@NullMarked
package dev.mooring.token;

import org.jspecify.annotations.NullMarked;
