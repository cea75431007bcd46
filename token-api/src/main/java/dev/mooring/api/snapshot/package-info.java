/**
 * A session at one instant, in a form that outlives it: {@link dev.mooring.api.snapshot.SessionSnapshot}, its
 * {@link dev.mooring.api.snapshot.Value values}, and the {@link dev.mooring.api.snapshot.SnapshotLimits limits} that it
 * keeps.
 */
@NullMarked
package dev.mooring.api.snapshot;

import org.jspecify.annotations.NullMarked;
