package dev.mooring.codec.json;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import tools.jackson.core.JsonToken;

/** Reads the kinds that only a snapshot has: references, by the application's names for them. */
final class SnapshotKinds implements ValueReader.OtherKinds {
    private final JsonInput in;

    SnapshotKinds(JsonInput in) {
        this.in = in;
    }

    @Override
    public Value read(String kind, int level) throws SnapshotFormatException {
        Value value = reference(kind);
        in.expect(JsonToken.END_ARRAY, NamedValueReader.TOO_MANY_PARTS);
        return value;
    }

    private Value reference(String kind) throws SnapshotFormatException {
        return switch (kind) {
            case "stub" -> new Value.StubValue(in.reference());
            case "promise" -> new Value.PromiseValue(in.reference());
            case "request", "response", "blob" ->
                throw in.refusal("Requests, responses and blobs hold streams, which end with their session: "
                        + "keep what is needed of them as plain values");
            default -> throw in.refusal("An array begins with a name that is no kind of value known here");
        };
    }
}
