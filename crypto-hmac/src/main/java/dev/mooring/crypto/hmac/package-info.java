/**
 * Signed, readable tokens by HMAC-SHA256. Everything is reached through
 * {@link dev.mooring.crypto.hmac.HmacSealerProvider}, which is found by itself once this module is on the path.
 */
@NullMarked
package dev.mooring.crypto.hmac;

import org.jspecify.annotations.NullMarked;
