/**
 * Encrypted tokens by the AEADs of Tink. Everything is reached through
 * {@link dev.mooring.crypto.tink.TinkAeadSealerProvider}, which is found by itself once this module is on the path.
 */
package dev.mooring.crypto.tink;
