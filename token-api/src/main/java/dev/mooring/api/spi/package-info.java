/**
 * For those who write providers: a {@link dev.mooring.api.spi.SnapshotCodec} turns snapshots into bytes, and a
 * {@link dev.mooring.api.spi.TokenSealerProvider} makes the {@link dev.mooring.api.spi.TokenSealer} that protects them.
 *
 * <p>A provider is stateless, has a public constructor without parameters, and is registered twice with the same class:
 * by {@code provides} in its module descriptor and in {@code META-INF/services}, so that it is found on the module path
 * and on the class path alike. {@code mooring-testkit} holds the contract tests that every provider must pass.
 */
@NullMarked
package dev.mooring.api.spi;

import org.jspecify.annotations.NullMarked;
