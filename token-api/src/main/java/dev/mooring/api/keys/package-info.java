/**
 * The keys of one sealer and their life: staged, sealing, opening, removed. Start with
 * {@link dev.mooring.api.keys.KeySet}.
 */
@NullMarked
package dev.mooring.api.keys;

import org.jspecify.annotations.NullMarked;
