/**
 * For those who write providers: a {@link dev.mooring.token.spi.SnapshotCodec} turns snapshots into bytes, a
 * {@link dev.mooring.token.spi.TokenSealerProvider} makes the {@link dev.mooring.token.spi.TokenSealer} that protects
 * them, and a {@link dev.mooring.token.spi.SessionLedgerProvider} makes the {@link dev.mooring.token.spi.SessionLedger}
 * that lets a token become a session only once.
 *
 * <p>A provider is stateless, has a public constructor without parameters, and is registered twice with the same class:
 * by {@code provides} in its module descriptor and in {@code META-INF/services}, so that it is found on the module path
 * and on the class path alike. {@code mooring-testkit} holds the contract tests that every provider must pass.
 */
package dev.mooring.token.spi;
