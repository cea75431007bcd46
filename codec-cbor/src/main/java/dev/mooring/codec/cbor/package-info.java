/**
 * The codec {@code cbor}, for small tokens. Its format is described by {@code docs/format/snapshot.cddl}.
 */
package dev.mooring.codec.cbor;
