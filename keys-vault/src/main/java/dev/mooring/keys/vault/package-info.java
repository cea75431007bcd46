/** Keys that HashiCorp Vault holds in its KV version 2. */
@NullMarked
package dev.mooring.keys.vault;

import org.jspecify.annotations.NullMarked;
