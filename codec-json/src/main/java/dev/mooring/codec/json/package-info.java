/** The JSON codec: {@link dev.mooring.codec.json.JsonSnapshotCodec}. */
package dev.mooring.codec.json;
