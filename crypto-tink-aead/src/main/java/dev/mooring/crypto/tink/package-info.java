/**
 * Encrypted tokens by the AEADs of Tink. Everything is reached through
 * {@link dev.mooring.crypto.tink.TinkAeadSealerProvider}, which is found by itself once this module is on the path.
 */
@NullMarked
package dev.mooring.crypto.tink;

import org.jspecify.annotations.NullMarked;
