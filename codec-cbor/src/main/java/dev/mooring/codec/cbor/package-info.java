/**
 * The codec {@code cbor}, for small tokens. Its format is described by {@code docs/format/snapshot.cddl}.
 */
@NullMarked
package dev.mooring.codec.cbor;

import org.jspecify.annotations.NullMarked;
