/** The JSON codec: {@link dev.mooring.codec.json.JsonSnapshotCodec}. */
@NullMarked
package dev.mooring.codec.json;

import org.jspecify.annotations.NullMarked;
