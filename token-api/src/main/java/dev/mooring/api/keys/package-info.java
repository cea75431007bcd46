/**
 * The keys of one sealer and their life: staged, sealing, opening, removed. {@link dev.mooring.api.keys.KeySet} is where
 * to start.
 */
@NullMarked
package dev.mooring.api.keys;

import org.jspecify.annotations.NullMarked;
