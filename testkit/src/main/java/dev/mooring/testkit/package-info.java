/**
 * For those who write providers. {@link dev.mooring.testkit.SnapshotCodecContract},
 * {@link dev.mooring.testkit.TokenSealerContract} and {@link dev.mooring.testkit.SessionLedgerContract} are the contracts;
 * {@link dev.mooring.testkit.SnapshotProfiles} and {@link dev.mooring.testkit.RandomSnapshots} make snapshots for tests and
 * benchmarks of your own.
 */
@NullMarked
package dev.mooring.testkit;

import org.jspecify.annotations.NullMarked;
